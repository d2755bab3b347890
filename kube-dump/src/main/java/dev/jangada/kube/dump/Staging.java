package dev.jangada.kube.dump;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * A directory that is written beside its target under another name and takes the target's place in one step when it is
 * whole and on the disk. Whoever dies before that leaves the target as it was.
 *
 * <p>Names beside a target {@code monday}: {@code .monday.tmp-…} is one that is being written, with a locked file
 * {@link Leftovers#LOCK} in it, and {@code .monday.old-…} is a dump that was replaced. The first are swept when their
 * writer is dead, the second are never swept: one may be the last copy. Nor is one of the first without the locked file,
 * which is a replaced dump too.
 */
final class Staging implements AutoCloseable {

    private static final FileAttribute<Set<PosixFilePermission>> ONLY_MINE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY_ONLY_MINE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

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
            throw CannotWrite.of(e, target);
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
            throw CannotWrite.of(e, target);
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
            Optional<Path> foreign =
                    files.filter(file -> !isOurs(file.getFileName().toString())).findFirst();
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

    private static boolean isOurs(String file) {
        return DumpFiles.ALL.contains(file) || file.equals(Leftovers.LOCK);
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
     * Puts the directory in the target's place. Its files must be on the disk already. Once it is there nothing stops it
     * any more, no interrupt and no failure.
     *
     * @param replace whether the target may be an existing dump
     * @param keepOld whether that is kept beside it
     * @return where the old dump lies now, if it does
     */
    Optional<Path> publish(boolean replace, boolean keepOld) {
        check(target, replace);
        Optional<Path> old;
        try {
            force(directory);
            old = takePlace();
        } catch (IOException e) {
            throw CannotWrite.of(e, target);
        }
        published = true;
        return settle(old, keepOld);
    }

    /**
     * Renames. The lock stays in the directory until it has its name, so that it can be swept if this is the end.
     *
     * @return where what was in the target's place lies now
     */
    private Optional<Path> takePlace() throws IOException {
        if (!Files.exists(target)) {
            Files.move(directory, target, StandardCopyOption.ATOMIC_MOVE);
            return Optional.empty();
        }
        // Of a writer that died when its dump had its name: with it the old dump could be swept once it lies aside.
        Leftovers.unlock(target);
        if (Exchange.swap(directory, target)) {
            return Optional.of(directory);
        }
        Path old = aside();
        Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
        try {
            Files.move(directory, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
            throw e;
        }
        return Optional.of(old);
    }

    /** Tidies up. The old dump goes last, when it is sure that the new one stays; if anything fails it is kept. */
    private Optional<Path> settle(Optional<Path> replaced, boolean keepOld) {
        Optional<Path> old = replaced;
        try {
            Leftovers.unlock(target);
            if (keepOld && old.isPresent() && old.get().equals(directory)) {
                old = Optional.of(Files.move(directory, aside(), StandardCopyOption.ATOMIC_MOVE));
            }
            forceDespiteInterrupts(parent());
            if (!keepOld && old.isPresent()) {
                Leftovers.delete(old.get());
                old = Optional.empty();
            }
        } catch (IOException e) {
            return old;
        }
        return old;
    }

    private Path aside() {
        return parent().resolve("." + target.getFileName() + ".old-" + Long.toHexString(random()));
    }

    private Path parent() {
        return Objects.requireNonNull(target.getParent());
    }

    /** Waits until names in a directory are on the disk. */
    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The same, where turning back is too late; an interrupt is there again afterwards. */
    private static void forceDespiteInterrupts(Path directory) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    force(directory);
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
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
            throw CannotWrite.of(e, directory);
        }
    }
}
