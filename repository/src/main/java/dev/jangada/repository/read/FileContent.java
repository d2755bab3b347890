package dev.jangada.repository.read;

import dev.jangada.repository.format.Blob;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.store.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A file's content. The next blobs are fetched while the last is read: at most four, each of at most 8 MiB. */
final class FileContent extends InputStream {

    private static final int AHEAD = 4;

    private final BlobReader blobs;
    private final Iterator<Id> left;
    private final int ahead;
    private final Deque<CompletableFuture<byte[]>> fetched = new ArrayDeque<>();
    private byte[] current = {};
    private int at;

    FileContent(BlobReader blobs, List<Id> content) {
        this.blobs = blobs;
        this.left = content.iterator();
        this.ahead = Math.min(AHEAD, blobs.connections());
    }

    @Override
    public int read() {
        return fill() ? current[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, current.length - at);
        System.arraycopy(current, at, target, offset, count);
        at += count;
        return count;
    }

    /** Most files are one blob, which is given as it is. */
    @Override
    public byte[] readAllBytes() throws IOException {
        if (at == current.length) {
            byte[] next = next();
            if (next == null) {
                return new byte[0];
            }
            if (fetched.isEmpty() && !left.hasNext()) {
                return next;
            }
            current = next;
            at = 0;
        }
        return super.readAllBytes();
    }

    /** Makes sure that there is a byte to read; false at the end. */
    private boolean fill() {
        while (at == current.length) {
            byte[] next = next();
            if (next == null) {
                return false;
            }
            current = next;
            at = 0;
        }
        return true;
    }

    /** The next blob, null at the end. */
    byte @org.jspecify.annotations.Nullable [] next() {
        if (fetched.isEmpty() && left.hasNext()) {
            Id id = left.next();
            fetchAhead();
            return blobs.load(Blob.data(id));
        }
        CompletableFuture<byte[]> first = fetched.poll();
        fetchAhead();
        return first == null ? null : await(first);
    }

    private void fetchAhead() {
        while (fetched.size() < ahead && left.hasNext()) {
            Blob blob = Blob.data(left.next());
            var result = new CompletableFuture<byte[]>();
            fetched.add(result);
            Thread.startVirtualThread(() -> {
                try {
                    result.complete(blobs.load(blob));
                } catch (RuntimeException | Error e) {
                    result.completeExceptionally(e);
                }
            });
        }
    }

    private static byte[] await(CompletableFuture<byte[]> blob) {
        try {
            return blob.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while reading");
        } catch (ExecutionException e) {
            Workers.throwIfAny(e.getCause());
            throw new IllegalStateException(e);
        }
    }
}
