package dev.jangada.kube.cluster.restore;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

/**
 * The restores of a user on this machine, in one directory: a {@link RestoreFolder} each, and the key of their
 * fingerprints.
 */
public final class Restores {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path directory;

    /**
     * The restores in a directory.
     *
     * @param state where Jangada keeps what it must not lose, {@code $XDG_STATE_HOME/jangada} as a rule
     */
    public Restores(Path state) {
        this.directory = state.resolve("restores");
    }

    /**
     * The key of fingerprints; made at its first use.
     *
     * @throws Problem if it can be neither read nor made
     */
    public FingerprintKey key() {
        try {
            return FingerprintKey.of(StateFiles.directory(directory).resolve("fingerprint.key"));
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /**
     * A folder for a new restore.
     *
     * @throws Problem if it cannot be made
     */
    public RestoreFolder create() {
        try {
            StateFiles.directory(directory);
            String second = TIME.format(Instant.now());
            for (int number = next(second); ; number++) {
                Path folder = directory.resolve("%s-%03d".formatted(second, number));
                // Another process may have taken it meanwhile.
                if (StateFiles.makes(folder)) {
                    return new RestoreFolder(folder);
                }
            }
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** Numbers tell apart what is begun in one second, and sort as they came. */
    private int next(String second) throws IOException {
        try (Stream<Path> folders = Files.list(directory)) {
            return folders.map(folder -> folder.getFileName().toString())
                            .filter(name -> name.matches(second + "-\\d{3,9}"))
                            .mapToInt(name -> Integer.parseInt(name.substring(second.length() + 1)))
                            .max()
                            .orElse(0)
                    + 1;
        }
    }

    /**
     * Takes a plan away that nobody has applied and nobody will: it had nothing to do, say. One whose execution has begun
     * stays.
     *
     * @return whether it is gone
     * @throws Problem if it cannot be taken away
     */
    public boolean discard(RestoreFolder folder) {
        try {
            if (Files.exists(folder.journal())) {
                return false;
            }
            Files.deleteIfExists(folder.plan());
            Files.delete(folder.path());
            return true;
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /**
     * A restore by its id.
     *
     * @throws Problem if there is none
     */
    public RestoreFolder open(String id) {
        Path folder = directory.resolve(id).normalize();
        if (!directory.equals(folder.getParent()) || !Files.isDirectory(folder)) {
            throw new Problem(ExitCode.USAGE, RestoreMessage.NO_RESTORE, id);
        }
        return new RestoreFolder(folder);
    }

    /**
     * All restores, the oldest first.
     *
     * @throws Problem if the directory cannot be read
     */
    public List<RestoreFolder> list() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(directory)) {
            return folders.filter(folder -> Files.exists(new RestoreFolder(folder).plan()))
                    .sorted()
                    .map(RestoreFolder::new)
                    .toList();
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, RestoreMessage.CANNOT_READ_STATE, directory, e.getMessage());
        }
    }

    private Problem cannotWrite(IOException e) {
        return new Problem(e, ExitCode.FAILED, RestoreMessage.CANNOT_WRITE_STATE, directory, e.getMessage());
    }
}
