package dev.jangada.repository.chunk;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream into chunks where its content says so: a rolling hash of the last 64 bytes, a Rabin fingerprint modulo the
 * repository's polynomial, has its lowest 20 bits clear. A chunk has at least 512 KiB, but for the last of a stream, and at most
 * 8 MiB; about 1.5 MiB on average. The cuts are those of restic.
 *
 * <p>Not for several threads. It holds at most one largest chunk and what was read beyond it.
 */
public final class Chunker implements Chunks {

    /** The least length of a chunk that is not the last, in bytes. */
    public static final int MIN = 512 << 10;

    /** The greatest length of a chunk, in bytes. */
    public static final int MAX = 8 << 20;

    private static final long MASK = (1L << 20) - 1;
    private static final int READ = 256 << 10;

    private final RabinTables tables;
    private final InputStream in;
    private byte[] buffer = new byte[2 * READ];
    /** The bytes of the buffer from {@code start} to {@code end} are read and not yet returned. */
    private int start;

    private int end;
    private boolean ended;

    private Chunker(RabinTables tables, InputStream in) {
        this.tables = tables;
        this.in = in;
    }

    @Override
    public byte[] next() throws IOException {
        int length = cut();
        byte[] chunk = Arrays.copyOfRange(buffer, start, start + length);
        start += length;
        return chunk;
    }

    private int cut() throws IOException {
        if (!fillTo(MIN)) {
            return end - start;
        }
        // The window begins with a single 1, which has left it when the first cut is allowed.
        long hash = 1;
        int from = MIN - RabinTables.WINDOW;
        for (int i = 0; i < RabinTables.WINDOW; i++) {
            hash = enter(hash, buffer[start + from + i], i == RabinTables.WINDOW - 1 ? 1 : 0);
        }
        if ((hash & MASK) == 0) {
            return MIN;
        }
        int at = MIN;
        while (at < MAX) {
            if (!fillTo(at + 1)) {
                return at;
            }
            int to = Math.min(end - start, MAX);
            int found = scan(hash, at, to);
            if (found >= 0) {
                return found;
            }
            hash = scanned;
            at = to;
        }
        return MAX;
    }

    private long enter(long hash, byte entering, int leaving) {
        return (hash << 8 | entering & 0xff)
                ^ tables.reducing[(int) (hash >>> tables.shift) & 0xff]
                ^ tables.leaving[leaving];
    }

    /** The hash at the end of the last scan that found nothing. */
    private long scanned;

    /** Where between two positions of the chunk to cut, or -1. The loop that everything depends on. */
    private int scan(long first, int at, int to) {
        byte[] bytes = buffer;
        long[] leaving = tables.leaving;
        long[] reducing = tables.reducing;
        int shift = tables.shift;
        long hash = first;
        int last = start + to;
        for (int i = start + at; i < last; i++) {
            // What does not depend on the hash comes first, so that the chain from byte to byte is short.
            long fresh = (bytes[i] & 0xff) ^ leaving[bytes[i - RabinTables.WINDOW] & 0xff];
            hash = hash << 8 ^ fresh ^ reducing[(int) (hash >>> shift) & 0xff];
            if ((hash & MASK) == 0) {
                return i + 1 - start;
            }
        }
        scanned = hash;
        return -1;
    }

    /** Reads until so many bytes of the chunk are there; false if the stream ends before. */
    private boolean fillTo(int wanted) throws IOException {
        while (end - start < wanted && !ended) {
            if (buffer.length - end < READ) {
                makeRoom();
            }
            int count = in.readNBytes(buffer, end, READ);
            ended = count < READ;
            end += count;
        }
        return end - start >= wanted;
    }

    private void makeRoom() {
        int held = end - start;
        byte[] to =
                held + READ <= buffer.length / 2 || start >= buffer.length / 2 ? buffer : new byte[buffer.length * 2];
        System.arraycopy(buffer, start, to, 0, held);
        buffer = to;
        start = 0;
        end = held;
    }

    /** Makes chunkers for the streams of one repository. */
    public static final class Factory {

        private final RabinTables tables;

        /**
         * For a repository.
         *
         * @param polynomial of its configuration
         * @throws IllegalArgumentException if it cannot be a chunker's
         */
        public Factory(long polynomial) {
            tables = new RabinTables(polynomial);
        }

        /** For one stream, which the caller closes. */
        public Chunker over(InputStream in) {
            return new Chunker(tables, in);
        }

        /** Cuts one stream, which the caller closes, as chosen. */
        public Chunks over(InputStream in, Chunking chunking) {
            return switch (chunking) {
                case Chunking.ByContent() -> over(in);
                case Chunking.Pieces(int first, int length) -> pieces(in, first, length);
            };
        }

        private static Chunks pieces(InputStream in, int first, int length) {
            var next = new int[] {first};
            return () -> {
                byte[] piece = in.readNBytes(next[0]);
                next[0] = length;
                return piece;
            };
        }
    }
}
