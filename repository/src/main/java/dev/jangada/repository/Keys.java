package dev.jangada.repository;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.Handle;
import dev.jangada.repository.backend.MissingFileException;
import dev.jangada.repository.backend.Payload;
import dev.jangada.repository.crypto.KeyFile;
import dev.jangada.repository.crypto.MalformedKeyException;
import dev.jangada.repository.crypto.SealingKey;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.problem.RepositoryMessage;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * The keys of a repository. All open the same: a passphrase that has leaked is not made harmless by removing its key, as whoever used
 * it may have kept what it opened.
 */
public final class Keys {

    private final Backend backend;
    private final SealingKey master;
    private final RepositoryOptions options;
    private Id current;

    Keys(Backend backend, SealingKey master, Id current, RepositoryOptions options) {
        this.backend = backend;
        this.master = master;
        this.current = current;
        this.options = options;
    }

    /** All keys that can be read, the oldest first. */
    public List<KeyEntry> list() {
        return ids(backend).stream()
                .flatMap(id -> entry(id).stream())
                .sorted(Comparator.comparing(KeyEntry::created))
                .toList();
    }

    /** Nothing for a damaged one: a check tells those, here the ones that work are wanted. */
    private Optional<KeyEntry> entry(Id id) {
        try {
            KeyFile file = KeyFile.parse(backend.load(handle(id)));
            return Optional.of(new KeyEntry(id, file.host(), file.user(), file.created(), id.equals(current)));
        } catch (MalformedKeyException | MissingFileException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * Makes a key for another passphrase.
     *
     * @param passphrase left as it is; the caller wipes it
     */
    public Id add(char[] passphrase) {
        return save(backend, master, passphrase, options);
    }

    /**
     * Removes a key.
     *
     * @param prefix what its id begins with
     * @throws Problem if none or several begin so, or it is the one that opened the repository now
     */
    public Id remove(String prefix) {
        List<Id> found = ids(backend).stream()
                .filter(id -> !prefix.isEmpty() && id.toString().startsWith(prefix))
                .toList();
        if (found.size() != 1) {
            throw new Problem(ExitCode.USAGE, RepositoryMessage.KEY_NOT_FOUND, backend.location(), prefix);
        }
        Id id = found.getFirst();
        if (id.equals(current)) {
            throw new Problem(ExitCode.REFUSED, RepositoryMessage.KEY_IN_USE, backend.location(), id.brief());
        }
        backend.remove(handle(id));
        return id;
    }

    /**
     * Replaces the key that opened the repository now by one for another passphrase: the new one is there before the old one goes.
     *
     * @param passphrase left as it is; the caller wipes it
     * @throws Problem if this user may not delete keys: then there is no new one either
     */
    public Id change(char[] passphrase) {
        backend.removalRefusal(EnumSet.of(FileKind.KEY)).ifPresent(refusal -> {
            throw refusal;
        });
        Id old = current;
        Id fresh = add(passphrase);
        current = fresh;
        backend.remove(handle(old));
        return fresh;
    }

    static Id save(Backend backend, SealingKey master, char[] passphrase, RepositoryOptions options) {
        byte[] bytes = KeyFile.create(
                        master,
                        passphrase,
                        options.newKeys(),
                        options.holder().host(),
                        options.holder().user(),
                        OffsetDateTime.now(options.clock()))
                .bytes();
        Id id = Id.of(bytes);
        backend.save(handle(id), Payload.of(bytes));
        return id;
    }

    static List<Id> ids(Backend backend) {
        var ids = new ArrayList<Id>();
        backend.list(FileKind.KEY, (name, size) -> ids.add(Id.parse(name)));
        return ids;
    }

    static Handle handle(Id id) {
        return Handle.of(FileKind.KEY, id.toString());
    }
}
