package dev.jangada.kube.cluster;

import io.fabric8.kubernetes.client.http.AsyncBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an answer as they arrive, for one thread to read. At most two deliveries wait unread; the rest waits in
 * the network, so a slow reader slows the server instead of filling memory.
 */
final class BodyStream extends InputStream implements AsyncBody.Consumer<List<ByteBuffer>> {

    private static final int AHEAD = 2;

    /** What arrived: buffers, or the end. */
    private sealed interface Delivery {
        record Bytes(List<ByteBuffer> buffers) implements Delivery {}

        record End(@Nullable Throwable failure) implements Delivery {}
    }

    private final Duration idle;
    private final BlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>();
    private final Deque<ByteBuffer> current = new ArrayDeque<>();
    private @Nullable AsyncBody source;
    private Delivery.@Nullable End end;

    /**
     * A body that has not begun.
     *
     * @param idle how long the next bytes may take
     */
    BodyStream(Duration idle) {
        this.idle = idle;
    }

    /** Lets the bytes come. */
    void begin(AsyncBody body) {
        source = body;
        var _ = body.done().whenComplete((nothing, failure) -> arrived.add(new Delivery.End(failure)));
        for (int i = 0; i < AHEAD; i++) {
            body.consume();
        }
    }

    @Override
    public void consume(List<ByteBuffer> buffers, AsyncBody body) {
        arrived.add(new Delivery.Bytes(buffers));
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        ByteBuffer buffer = next();
        if (buffer == null) {
            return -1;
        }
        int taken = Math.min(length, buffer.remaining());
        buffer.get(into, offset, taken);
        return taken;
    }

    /** The buffer that is being read, or null at the end of the body. */
    private @Nullable ByteBuffer next() throws IOException {
        while (true) {
            ByteBuffer first = current.peek();
            if (first != null && first.hasRemaining()) {
                return first;
            }
            if (first != null) {
                current.remove();
                continue;
            }
            if (end != null) {
                if (end.failure() != null) {
                    throw new IOException(end.failure().getMessage(), end.failure());
                }
                return null;
            }
            take();
        }
    }

    private void take() throws IOException {
        try {
            Delivery delivery = arrived.poll(idle.toNanos(), TimeUnit.NANOSECONDS);
            switch (delivery) {
                case null -> throw new SocketTimeoutException("no bytes for " + idle.toSeconds() + " s");
                case Delivery.Bytes bytes -> {
                    current.addAll(bytes.buffers());
                    if (source != null) {
                        source.consume();
                    }
                }
                case Delivery.End last -> end = last;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading from the API server");
        }
    }

    /** Gives up on what has not been read. */
    @Override
    public void close() {
        if (end == null && source != null) {
            source.cancel();
        }
    }
}
