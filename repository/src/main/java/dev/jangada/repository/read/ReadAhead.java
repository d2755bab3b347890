package dev.jangada.repository.read;

import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.backend.Creation;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.Handle;
import dev.jangada.repository.backend.Payload;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.PackedBlob;
import dev.jangada.repository.index.MasterIndex;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * For whoever reads a whole tree: fetches of a pack not only what is asked for, but also what lies behind it, because files that were
 * written one after the other are read so too. At most eight pieces of 4 MiB are kept, or of one blob where that is longer.
 */
public final class ReadAhead implements Backend {

    private static final int PIECE = 4 << 20;
    private static final int PIECES = 8;
    private static final int STRIPES = 16;

    private final Backend inner;
    private final MasterIndex index;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private final Object[] stripes = new Object[STRIPES];

    /**
     * Lays this over a backend.
     *
     * @param index says where packs end
     */
    public ReadAhead(Backend inner, MasterIndex index) {
        this.inner = inner;
        this.index = index;
        Arrays.setAll(stripes, i -> new Object());
    }

    @Override
    public byte[] load(Handle handle, long offset, int length) {
        if (handle.kind() != FileKind.PACK) {
            return inner.load(handle, offset, length);
        }
        // One at a time for each pack: who comes second finds what the first has fetched.
        synchronized (stripes[Math.floorMod(handle.name().hashCode(), STRIPES)]) {
            Optional<byte[]> found = find(handle.name(), offset, length);
            if (found.isPresent()) {
                return found.get();
            }
            int more = (int) Math.max(length, Math.min(PIECE, end(handle) - offset));
            byte[] fetched = inner.load(handle, offset, more);
            keep(new Piece(handle.name(), offset, fetched));
            return Arrays.copyOf(fetched, length);
        }
    }

    private long end(Handle handle) {
        List<PackedBlob> blobs = index.blobs(Id.parse(handle.name()));
        return blobs.isEmpty() ? 0 : blobs.getLast().offset() + blobs.getLast().length();
    }

    private Optional<byte[]> find(String pack, long offset, int length) {
        synchronized (pieces) {
            for (Piece piece : pieces) {
                long at = offset - piece.offset;
                if (piece.pack.equals(pack) && at >= 0 && at + length <= piece.bytes.length) {
                    return Optional.of(Arrays.copyOfRange(piece.bytes, (int) at, (int) at + length));
                }
            }
        }
        return Optional.empty();
    }

    private void keep(Piece piece) {
        synchronized (pieces) {
            if (pieces.size() == PIECES) {
                pieces.removeLast();
            }
            pieces.addFirst(piece);
        }
    }

    @Override
    public boolean distrust(Handle handle) {
        synchronized (pieces) {
            pieces.removeIf(piece -> piece.pack.equals(handle.name()));
        }
        return inner.distrust(handle);
    }

    @Override
    public String location() {
        return inner.location();
    }

    @Override
    public int connections() {
        return inner.connections();
    }

    @Override
    public void save(Handle handle, Payload payload) {
        inner.save(handle, payload);
    }

    @Override
    public Creation create(Handle handle, Payload payload) {
        return inner.create(handle, payload);
    }

    @Override
    public byte[] load(Handle handle) {
        return inner.load(handle);
    }

    @Override
    public long size(Handle handle) {
        return inner.size(handle);
    }

    @Override
    public void list(FileKind kind, Listing listing) {
        inner.list(kind, listing);
    }

    @Override
    public void remove(Handle handle) {
        inner.remove(handle);
        distrust(handle);
    }

    @Override
    public Optional<Problem> removalRefusal(Set<FileKind> kinds) {
        return inner.removalRefusal(kinds);
    }

    @Override
    public void tidy(Instant before) {
        inner.tidy(before);
    }

    @Override
    public void close() {
        inner.close();
    }

    /** Some bytes of a pack. */
    private static final class Piece {
        private final String pack;
        private final long offset;
        private final byte[] bytes;

        Piece(String pack, long offset, byte[] bytes) {
            this.pack = pack;
            this.offset = offset;
            this.bytes = bytes;
        }
    }
}
