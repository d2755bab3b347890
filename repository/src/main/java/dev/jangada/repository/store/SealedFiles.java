package dev.jangada.repository.store;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.Handle;
import dev.jangada.repository.backend.Payload;
import dev.jangada.repository.crypto.SealingKey;
import dev.jangada.repository.damage.DamageMessage;
import dev.jangada.repository.format.Document;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.MalformedException;
import dev.jangada.repository.problem.RepositoryMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * The documents of a repository: index files, snapshots, locks.
 *
 * @param backend where they lie
 * @param key that seals them
 */
public record SealedFiles(Backend backend, SealingKey key) {

    /** Saves a document; its name is the hash of the sealed bytes. */
    public Id save(FileKind kind, byte[] json) {
        byte[] sealed = Document.seal(json, key);
        Id id = Id.of(sealed);
        backend.save(Handle.of(kind, id.toString()), Payload.of(sealed));
        return id;
    }

    /**
     * Loads a document.
     *
     * @throws MalformedException if the file is damaged
     */
    public byte[] read(FileKind kind, Id id) throws MalformedException {
        Handle handle = Handle.of(kind, id.toString());
        byte[] bytes = backend.load(handle);
        if (!Id.of(bytes).equals(id)) {
            // A copy may be damaged, or what came over the wire: the file itself is only if it is so twice.
            backend.distrust(handle);
            bytes = backend.load(handle);
            if (!Id.of(bytes).equals(id)) {
                throw new MalformedException(DamageMessage.OTHER_CONTENT);
            }
        }
        return Document.open(bytes, key);
    }

    /** Loads a document that must be sound. */
    public byte[] load(FileKind kind, Id id) {
        try {
            return read(kind, id);
        } catch (MalformedException e) {
            throw damaged(kind, id, e);
        }
    }

    /** The problem that a damaged file is. */
    public Problem damaged(FileKind kind, Id id, MalformedException why) {
        return new Problem(
                why,
                ExitCode.CORRUPT,
                kind == FileKind.INDEX ? RepositoryMessage.DAMAGED_INDEX : RepositoryMessage.DAMAGED_FILE,
                Handle.of(kind, id.toString()),
                backend.location(),
                why.damage().asProblem());
    }

    /** The ids of all files of a kind. */
    public List<Id> list(FileKind kind) {
        var ids = new ArrayList<Id>();
        backend.list(kind, (name, size) -> ids.add(Id.parse(name)));
        return ids;
    }
}
