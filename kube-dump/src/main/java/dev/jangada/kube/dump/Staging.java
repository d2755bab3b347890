package dev.jangada.kube.dump;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * A directory that is written beside its target under another name and takes the target's place in one step when it is
 * whole and on the disk. Whoever dies before that leaves the target as it was.
 *
 * <p>Names beside a target {@code monday}: {@code .monday.tmp-…} is one that is being written, with a locked file
 * {@link Leftovers#LOCK} in it, and {@code .monday.old-…} is a dump that was replaced. The first are swept when their
 * writer is dead, the second are never swept: one may be the last copy.
 */
final class Staging implements AutoCloseable {

    private static final FileAttribute<Set<PosixFilePermission>> ONLY_MINE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY_ONLY_MINE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** A store with less room than this left is taken to be full, whatever the system's message is. */
    private static final long NO_ROOM = 64 << 10;

    private final Path target;
    private final Path directory;
    private final FileChannel lock;
    private boolean published;

    private Staging(Path target, Path directory, FileChannel lock) {
        this.target = target;
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Looks whether the target may be written, sweeps what dead writers left beside it, and makes the directory to write
     * to.
     *
     * @param replace whether the target may be an existing dump
     * @throws Problem if the target exists, or is no dump, or cannot be written
     */
    static Staging create(Path target, boolean replace) {
        Path place = place(target);
        check(place, replace);
        Path parent = Objects.requireNonNull(place.getParent());
        if (!Files.isDirectory(parent)) {
            throw new Problem(ExitCode.FAILED, DumpMessage.NO_PARENT, target, parent);
        }
        String prefix = "." + place.getFileName() + ".tmp-";
        try {
            Leftovers.sweep(parent, prefix);
            Path directory = Files.createDirectory(
                    parent.resolve(prefix + Leftovers.owner() + "-" + Long.toHexString(random())), DIRECTORY_ONLY_MINE);
            return new Staging(place, directory, Leftovers.lock(directory));
        } catch (IOException e) {
            throw cannotWrite(e, target);
        }
    }

    private static long random() {
        return ThreadLocalRandom.current().nextLong();
    }

    /** Where the target really is: a link to a directory is followed, so that the link stays. */
    private static Path place(Path target) {
        Path absolute = target.toAbsolutePath().normalize();
        try {
            return Files.isSymbolicLink(absolute) && Files.exists(absolute) ? absolute.toRealPath() : absolute;
        } catch (IOException e) {
            throw cannotWrite(e, target);
        }
    }

    private static void check(Path target, boolean replace) {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new Problem(ExitCode.REFUSED, DumpMessage.TARGET_IS_FILE, target);
        }
        if (!replace) {
            throw new Problem(ExitCode.REFUSED, DumpMessage.TARGET_EXISTS, target);
        }
        try (Stream<Path> files = Files.list(target)) {
            Optional<Path> foreign = files.filter(
                            file -> !DumpFiles.ALL.contains(file.getFileName().toString()))
                    .findFirst();
            if (foreign.isPresent() || target.getParent() == null) {
                throw new Problem(
                        ExitCode.REFUSED,
                        DumpMessage.TARGET_IS_NO_DUMP,
                        target,
                        foreign.map(Path::getFileName).orElse(target));
            }
        } catch (IOException | UncheckedIOException e) {
            throw new Problem(e, ExitCode.FAILED, DumpMessage.CANNOT_READ, target, e.getMessage());
        }
    }

    /** Where the dump is to lie. */
    Path target() {
        return target;
    }

    /** Where to write; everything in it becomes part of the target. */
    Path directory() {
        return directory;
    }

    /** A new file that only its owner may read. */
    static FileChannel newChannel(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ONLY_MINE);
    }

    /**
     * Puts the directory in the target's place. Its files must be on the disk already.
     *
     * @param replace whether the target may be an existing dump
     * @param keepOld whether that is kept beside it
     * @return where the old dump lies now, if it does
     */
    Optional<Path> publish(boolean replace, boolean keepOld) {
        check(target, replace);
        Path parent = Objects.requireNonNull(target.getParent());
        Path old = parent.resolve("." + target.getFileName() + ".old-" + Long.toHexString(random()));
        try {
            Leftovers.unlock(directory);
            force(directory);
            boolean replaces = Files.exists(target);
            if (replaces) {
                Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
            }
            moveIn(replaces, old);
            force(parent);
            published = true;
            if (!replaces) {
                return Optional.empty();
            }
        } catch (IOException e) {
            throw cannotWrite(e, target);
        }
        if (keepOld) {
            return Optional.of(old);
        }
        try {
            Leftovers.delete(old);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(old);
        }
    }

    private void moveIn(boolean replaces, Path old) throws IOException {
        try {
            Files.move(directory, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (replaces) {
                Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
            }
            throw e;
        }
    }

    /** Waits until names in a directory are on the disk. */
    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Removes what was written, unless it was published. */
    @Override
    public void close() {
        try (lock) {
            if (!published) {
                Leftovers.delete(directory);
            }
        } catch (IOException e) {
            throw cannotWrite(e, directory);
        }
    }

    /**
     * What to tell when a file cannot be written.
     *
     * @param where the file or directory that was being written
     */
    static Problem cannotWrite(IOException e, Path where) {
        if (e instanceof ClosedByInterruptException) {
            var interrupted = new CancellationException("interrupted while writing");
            interrupted.initCause(e);
            throw interrupted;
        }
        if (isFull(e, where)) {
            return new Problem(e, ExitCode.FAILED, DumpMessage.DISK_FULL, where);
        }
        if (e instanceof AccessDeniedException) {
            return new Problem(e, ExitCode.FAILED, DumpMessage.NOT_ALLOWED, where);
        }
        if (e instanceof FileAlreadyExistsException || e instanceof DirectoryNotEmptyException) {
            return new Problem(e, ExitCode.REFUSED, DumpMessage.TARGET_EXISTS, where);
        }
        String why = e instanceof FileSystemException failure && failure.getReason() != null
                ? failure.getReason()
                : String.valueOf(e.getMessage());
        return new Problem(e, ExitCode.FAILED, DumpMessage.CANNOT_WRITE, where, why);
    }

    /** The system's message is in the user's language, so the room that is left is looked at too. */
    private static boolean isFull(IOException e, Path where) {
        if (String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("no space left")) {
            return true;
        }
        for (Path at = where.toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at)) {
                try {
                    var store = Files.getFileStore(at);
                    return !store.isReadOnly() && store.getTotalSpace() > 0 && store.getUsableSpace() < NO_ROOM;
                } catch (IOException unknown) {
                    return false;
                }
            }
        }
        return false;
    }
}
