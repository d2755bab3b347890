package dev.jangada.repository.repair;

import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.Handle;
import dev.jangada.repository.backend.MissingFileException;
import dev.jangada.repository.backend.TruncatedFileException;
import dev.jangada.repository.crypto.SealingKey;
import dev.jangada.repository.damage.DamageMessage;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.MalformedException;
import dev.jangada.repository.format.PackHeader;
import dev.jangada.repository.format.PackedBlob;
import dev.jangada.repository.store.Reason;
import java.util.Arrays;
import java.util.List;

/** Asks a pack what is in it, by reading its end. */
final class PackTail {

    /** Most headers are not longer, so one request does. */
    private static final int GUESS = 16 << 10;

    private final Backend backend;
    private final SealingKey key;

    PackTail(Backend backend, SealingKey key) {
        this.backend = backend;
        this.key = key;
    }

    /**
     * Reads the header of a pack.
     *
     * @param size the length of the whole pack, in bytes
     * @throws MalformedException if it has none that fits it
     */
    List<PackedBlob> read(Id pack, long size) throws MalformedException {
        Handle handle = Handle.of(FileKind.PACK, pack.toString());
        try {
            return readOnce(handle, size);
        } catch (MalformedException onTheWay) {
            // What came over the wire may be damaged: the pack itself is only if it is so twice.
            return readOnce(handle, size);
        }
    }

    private List<PackedBlob> readOnce(Handle handle, long size) throws MalformedException {
        if (size <= PackHeader.LENGTH) {
            throw new MalformedException(DamageMessage.TOO_SHORT);
        }
        try {
            byte[] tail = tail(handle, size, GUESS);
            int length = PackHeader.sealedLength(tail, size);
            if (length + PackHeader.LENGTH > tail.length) {
                tail = tail(handle, size, length + PackHeader.LENGTH);
            }
            int end = tail.length - PackHeader.LENGTH;
            return PackHeader.open(Arrays.copyOfRange(tail, end - length, end), size, key);
        } catch (MissingFileException | TruncatedFileException e) {
            throw new MalformedException(e, Reason.of(e));
        }
    }

    private byte[] tail(Handle handle, long size, int wanted) {
        int length = (int) Math.min(size, wanted);
        return backend.load(handle, size - length, length);
    }
}
