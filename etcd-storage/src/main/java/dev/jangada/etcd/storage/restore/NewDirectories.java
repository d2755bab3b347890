package dev.jangada.etcd.storage.restore;

import dev.jangada.etcd.storage.bolt.CannotWrite;
import dev.jangada.etcd.storage.bolt.Directories;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Directories that are written under other names beside their places, and get their names when all of them are whole and
 * on the disk. What was not given its name is deleted.
 */
final class NewDirectories implements AutoCloseable {

    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY_ONLY_MINE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> ONLY_MINE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** By where they will be: where they are written. */
    private final Map<Path, Path> staged = new LinkedHashMap<>();

    /**
     * Makes room for a directory.
     *
     * @return where to write
     * @throws Problem if there is something at its place, or nowhere to put it
     */
    Path stage(Path target) {
        Path place = target.toAbsolutePath().normalize();
        if (staged.containsKey(place)) {
            throw new Problem(ExitCode.USAGE, RestoreMessage.SAME_DIRECTORY, target);
        }
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            throw new Problem(ExitCode.REFUSED, RestoreMessage.DIRECTORY_EXISTS, target);
        }
        Path parent = Objects.requireNonNull(place.getParent());
        if (!Files.isDirectory(parent)) {
            throw new Problem(ExitCode.FAILED, RestoreMessage.NO_PARENT, target, parent);
        }
        try {
            String name = "." + place.getFileName() + ".tmp-"
                    + Long.toHexString(ThreadLocalRandom.current().nextLong());
            Path directory = Files.createDirectory(parent.resolve(name), DIRECTORY_ONLY_MINE);
            staged.put(place, directory);
            return directory;
        } catch (IOException e) {
            throw CannotWrite.of(e, target);
        }
    }

    /** Where something that was staged will be, which is how the user knows it. */
    Path shown(Path inside) {
        for (var each : staged.entrySet()) {
            if (inside.startsWith(each.getValue())) {
                return each.getKey().resolve(each.getValue().relativize(inside));
            }
        }
        return inside;
    }

    /** A directory inside one that was staged, for its owner only; those between are made too. */
    Path directory(Path inside, Path name) {
        Path directory = inside;
        for (Path each : name) {
            directory = directory.resolve(each);
            try {
                if (!Files.isDirectory(directory)) {
                    Files.createDirectory(directory, DIRECTORY_ONLY_MINE);
                }
            } catch (IOException e) {
                throw CannotWrite.of(e, shown(directory));
            }
        }
        return directory;
    }

    /** Writes a small file and brings it to the disk. */
    void write(Path file, byte[] bytes) {
        try (FileChannel channel = newFile(file)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        } catch (IOException e) {
            throw CannotWrite.of(e, shown(file));
        }
    }

    /** Copies a file; {@link #force} brings the copy to the disk. */
    void copy(Path from, Path to) {
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel out = newFile(to)) {
            for (long at = 0; at < in.size(); ) {
                at += in.transferTo(at, in.size() - at, out);
            }
        } catch (IOException e) {
            throw CannotWrite.of(e, shown(to));
        }
    }

    /** Brings a file to the disk. */
    void force(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            throw CannotWrite.of(e, shown(file));
        }
    }

    private static FileChannel newFile(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ONLY_MINE);
    }

    /** Gives all of them their names. */
    void publish() {
        List<Path> published = new ArrayList<>();
        for (var each : List.copyOf(staged.entrySet())) {
            try {
                forceAll(each.getValue());
                if (Files.exists(each.getKey(), LinkOption.NOFOLLOW_LINKS)) {
                    throw new Problem(ExitCode.REFUSED, RestoreMessage.DIRECTORY_EXISTS, each.getKey());
                }
                Files.move(each.getValue(), each.getKey(), StandardCopyOption.ATOMIC_MOVE);
                // It has its name from here on, whatever becomes of the rest.
                published.add(each.getKey());
                staged.remove(each.getKey());
                Directories.force(each.getKey().getParent());
            } catch (IOException | Problem e) {
                throw kept(e, each.getKey(), published);
            }
        }
    }

    private static RuntimeException kept(Exception e, Path target, List<Path> published) {
        if (published.isEmpty()) {
            return e instanceof IOException failed ? CannotWrite.of(failed, target) : (Problem) e;
        }
        String names = String.join(", ", published.stream().map(Path::toString).toList());
        return new Problem(e, ExitCode.INCOMPLETE, RestoreMessage.KEPT, target, why(e), names);
    }

    private static Object why(Exception e) {
        return e instanceof IOException failed ? FileFailure.reason(failed) : e;
    }

    private static void forceAll(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isDirectory).toList()) {
                Directories.force(file);
            }
        }
    }

    /** Deletes what has no name yet. */
    @Override
    public void close() {
        staged.forEach((target, directory) -> {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                throw CannotWrite.of(e, target);
            }
        });
    }
}
