package dev.jangada.repository.read;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.MissingFileException;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.MalformedException;
import dev.jangada.repository.format.Snapshot;
import dev.jangada.repository.problem.RepositoryMessage;
import dev.jangada.repository.store.SealedFiles;
import dev.jangada.repository.store.Workers;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The snapshots of a repository. */
public final class Snapshots {

    private final SealedFiles files;

    /** Of a repository. */
    public Snapshots(SealedFiles files) {
        this.files = files;
    }

    /** All snapshots by their ids, the oldest first. One that is damaged is a problem. */
    public Map<Id, Snapshot> all() {
        return all((id, damaged) -> {
            throw damaged;
        });
    }

    /**
     * All snapshots by their ids, the oldest first.
     *
     * @param damaged is told those that are, and may go on
     */
    public Map<Id, Snapshot> all(BiConsumer<Id, Problem> damaged) {
        Map<Id, Snapshot> found = Collections.synchronizedMap(new TreeMap<>());
        Workers.forEach(files.list(FileKind.SNAPSHOT), files.backend().connections(), id -> {
            try {
                found.put(id, Snapshot.parse(files.read(FileKind.SNAPSHOT, id)));
            } catch (MissingFileException forgottenMeanwhile) {
                return;
            } catch (MalformedException e) {
                damaged.accept(id, files.damaged(FileKind.SNAPSHOT, id, e));
            }
        });
        var sorted = new LinkedHashMap<Id, Snapshot>();
        found.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getValue().time()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    /** One snapshot. */
    public Snapshot load(Id id) {
        try {
            return Snapshot.parse(files.read(FileKind.SNAPSHOT, id));
        } catch (MalformedException e) {
            throw files.damaged(FileKind.SNAPSHOT, id, e);
        }
    }

    /**
     * The id that begins so.
     *
     * @param prefix hexadecimal digits
     * @throws Problem if none does, or more than one
     */
    public Id resolve(String prefix) {
        List<Id> found = files.list(FileKind.SNAPSHOT).stream()
                .filter(id -> !prefix.isEmpty() && id.toString().startsWith(prefix))
                .toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new Problem(
                ExitCode.USAGE,
                found.isEmpty() ? RepositoryMessage.SNAPSHOT_NOT_FOUND : RepositoryMessage.SNAPSHOT_AMBIGUOUS,
                files.backend().location(),
                prefix);
    }
}
