package dev.jangada.repository.check;

import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.Handle;
import dev.jangada.repository.backend.MissingFileException;
import dev.jangada.repository.backend.TruncatedFileException;
import dev.jangada.repository.crypto.SealingKey;
import dev.jangada.repository.damage.Damage;
import dev.jangada.repository.damage.DamageMessage;
import dev.jangada.repository.format.Blob;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.MalformedException;
import dev.jangada.repository.format.PackHeader;
import dev.jangada.repository.format.PackedBlob;
import dev.jangada.repository.read.BlobReader;
import dev.jangada.repository.store.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads packs to find out what in them is still what it was. */
final class PackChecker {

    private final Backend backend;
    private final SealingKey key;

    PackChecker(Backend backend, SealingKey key) {
        this.backend = backend;
        this.key = key;
    }

    /**
     * Reads a whole pack: its hash, its header, each blob.
     *
     * @param indexed the blobs that the index says are in it, in order
     */
    Optional<Finding> readWholly(Id pack, List<PackedBlob> indexed) {
        Optional<Finding> finding = readOnce(pack, indexed);
        // What came over the wire may be damaged: the pack itself is only if it is so twice.
        return finding.isEmpty() ? finding : readOnce(pack, indexed);
    }

    private Optional<Finding> readOnce(Id pack, List<PackedBlob> indexed) {
        byte[] bytes;
        try {
            bytes = backend.load(handle(pack));
        } catch (MissingFileException e) {
            return Optional.of(new Finding.MissingPack(pack));
        } catch (Problem e) {
            return Optional.of(new Finding.DamagedPack(pack, Reason.orThrow(e), unreadable(pack, indexed)));
        }
        var damaged = new ArrayList<Blob>();
        Damage why = null;
        for (PackedBlob packed : indexed) {
            try {
                if (packed.offset() + packed.length() > bytes.length) {
                    throw new MalformedException(DamageMessage.BEYOND_END);
                }
                BlobReader.open(packed, bytes, (int) packed.offset(), key);
            } catch (MalformedException e) {
                why = Damage.of(DamageMessage.IN_BLOB, packed.blob().id().brief(), e.damage());
                damaged.add(packed.blob());
            }
        }
        if (damaged.isEmpty() && !Id.of(bytes).equals(pack)) {
            why = Damage.of(DamageMessage.OTHER_CONTENT);
        }
        if (why == null) {
            why = header(bytes, indexed);
        }
        return Optional.ofNullable(why).map(reason -> new Finding.DamagedPack(pack, reason, damaged));
    }

    /** What is wrong with a header, null if it says what the index does. */
    private @Nullable Damage header(byte[] bytes, List<PackedBlob> indexed) {
        try {
            if (bytes.length < PackHeader.LENGTH) {
                return Damage.of(DamageMessage.TOO_SHORT);
            }
            int length = PackHeader.sealedLength(bytes, bytes.length);
            int end = bytes.length - PackHeader.LENGTH;
            List<PackedBlob> found = PackHeader.open(Arrays.copyOfRange(bytes, end - length, end), bytes.length, key);
            return found.equals(indexed) ? null : Damage.of(DamageMessage.HEADER_NOT_INDEX);
        } catch (MalformedException e) {
            return e.damage();
        }
    }

    /** Tries each blob of a pack of which it is known that something is wrong. */
    List<Blob> unreadable(Id pack, List<PackedBlob> indexed) {
        var damaged = new ArrayList<Blob>();
        for (PackedBlob packed : indexed) {
            try {
                BlobReader.open(packed, backend.load(handle(pack), packed.offset(), packed.length()), 0, key);
            } catch (MalformedException | MissingFileException | TruncatedFileException e) {
                damaged.add(packed.blob());
            } catch (Problem e) {
                var _ = Reason.orThrow(e);
                damaged.add(packed.blob());
            }
        }
        return damaged;
    }

    private static Handle handle(Id pack) {
        return Handle.of(FileKind.PACK, pack.toString());
    }
}
