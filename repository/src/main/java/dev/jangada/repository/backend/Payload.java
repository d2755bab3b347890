package dev.jangada.repository.backend;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a file that is to be saved. They can be read more than once, because saving is tried more than once. */
public final class Payload {

    private final List<byte[]> segments;
    private final long length;

    private Payload(List<byte[]> segments) {
        this.segments = segments;
        long sum = 0;
        for (byte[] segment : segments) {
            sum += segment.length;
        }
        this.length = sum;
    }

    /** The bytes of one array, which is not copied. */
    public static Payload of(byte[] bytes) {
        return new Payload(List.of(bytes));
    }

    /** The bytes of several arrays one after the other, which are not copied. */
    public static Payload of(List<byte[]> segments) {
        return new Payload(List.copyOf(segments));
    }

    /** How many bytes there are. */
    public long length() {
        return length;
    }

    /** The bytes, for a gathering write. */
    public ByteBuffer[] buffers() {
        return segments.stream().map(ByteBuffer::wrap).toArray(ByteBuffer[]::new);
    }

    /** The arrays behind it, in order, to be read only. */
    public List<byte[]> segments() {
        return segments;
    }

    /** The bytes from the beginning. */
    public InputStream open() {
        return new SegmentStream(new ArrayList<>(segments));
    }

    /** All bytes in one array. */
    public byte[] bytes() {
        byte[] all = new byte[Math.toIntExact(length)];
        int at = 0;
        for (byte[] segment : segments) {
            System.arraycopy(segment, 0, all, at, segment.length);
            at += segment.length;
        }
        return all;
    }

    /** Reads one array after the other; the network library marks and resets what it may have to send again. */
    private static final class SegmentStream extends InputStream {

        private final List<byte[]> segments;
        private int segment;
        private int at;
        private int markedSegment;
        private int markedAt;

        SegmentStream(List<byte[]> segments) {
            this.segments = segments;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int wanted) {
            if (wanted == 0) {
                return 0;
            }
            while (segment < segments.size()) {
                byte[] source = segments.get(segment);
                if (at < source.length) {
                    int count = Math.min(wanted, source.length - at);
                    System.arraycopy(source, at, target, offset, count);
                    at += count;
                    return count;
                }
                segment++;
                at = 0;
            }
            return -1;
        }

        @Override
        public boolean markSupported() {
            return true;
        }

        @Override
        public synchronized void mark(int limit) {
            markedSegment = segment;
            markedAt = at;
        }

        @Override
        public synchronized void reset() {
            segment = markedSegment;
            at = markedAt;
        }
    }
}
