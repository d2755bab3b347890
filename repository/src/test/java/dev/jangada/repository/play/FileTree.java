package dev.jangada.repository.play;

import dev.jangada.repository.format.Attributes;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Node;
import dev.jangada.repository.read.SnapshotTree;
import dev.jangada.repository.write.DirectoryWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Trees of files on the disk: made up, written into a repository, read out of one, compared. */
public final class FileTree {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.123456789Z");

    private FileTree() {}

    /** Makes up some directories with files of all the sizes that matter: none, few bytes, several chunks; text and noise. */
    public static void make(Path root, RandomGenerator random, int files, int largest) throws IOException {
        for (int i = 0; i < files; i++) {
            Path directory = root.resolve("d" + random.nextInt(5)).resolve("é \"x\" " + random.nextInt(3));
            Files.createDirectories(directory);
            int size = i % 7 == 0 ? 0 : random.nextInt(i % 11 == 0 ? largest : 5000);
            Path file = directory.resolve(i % 5 == 0 ? "<ünïcödé>&'" + i + "\n\\" : "file-" + i);
            Files.write(file, random.nextBoolean() ? noise(random, size) : text(random, size));
            Files.setLastModifiedTime(file, FileTime.from(TIME.plusSeconds(i)));
        }
        Files.createDirectories(root.resolve("empty"));
        Files.createSymbolicLink(root.resolve("link"), Path.of("d0/nowhere"));
    }

    /** Bytes that cannot be compressed. */
    public static byte[] noise(RandomGenerator random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Bytes that can. */
    public static byte[] text(RandomGenerator random, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) ("{\"kind\":\"ConfigMap\",\"data\":{".charAt(i % 28) ^ (random.nextInt(9) == 0 ? 1 : 0));
        }
        return bytes;
    }

    /** Writes a directory of the disk into a snapshot. */
    public static void write(Path root, DirectoryWriter directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (var listed = Files.newDirectoryStream(root)) {
            listed.forEach(entries::add);
        }
        for (Path entry : entries) {
            String name = String.valueOf(entry.getFileName());
            Attributes attributes = attributes(entry);
            if (Files.isSymbolicLink(entry)) {
                directory.symlink(
                        name, attributes, Files.readSymbolicLink(entry).toString());
            } else if (Files.isDirectory(entry)) {
                try (DirectoryWriter below = directory.directory(name, attributes)) {
                    write(entry, below);
                }
            } else if (!directory.unchangedFile(name, attributes, Files.size(entry))) {
                if (Files.size(entry) < 200_000) {
                    directory.file(name, attributes, Files.readAllBytes(entry));
                } else {
                    try (InputStream in = Files.newInputStream(entry)) {
                        directory.file(name, attributes, in);
                    }
                }
            }
        }
    }

    private static Attributes attributes(Path file) throws IOException {
        Map<String, Object> found = Files.readAttributes(
                file, "unix:mode,lastModifiedTime,lastAccessTime,ctime,uid,gid", LinkOption.NOFOLLOW_LINKS);
        return new Attributes(
                number(found, "mode") & 07777,
                time(found, "lastModifiedTime"),
                time(found, "lastAccessTime"),
                time(found, "ctime"),
                number(found, "uid"),
                number(found, "gid"),
                "",
                "");
    }

    private static int number(Map<String, Object> found, String attribute) {
        return (int) Objects.requireNonNull(found.get(attribute), attribute);
    }

    private static Instant time(Map<String, Object> found, String attribute) {
        return ((FileTime) Objects.requireNonNull(found.get(attribute), attribute)).toInstant();
    }

    /** Writes what a snapshot has into a directory. */
    public static void read(SnapshotTree tree, Path root) throws IOException {
        var entries = new TreeMap<String, Node>();
        tree.walk((path, node) -> {
            entries.put(path, node);
            return true;
        });
        for (var entry : entries.entrySet()) {
            Path file = root.resolve(entry.getKey());
            switch (entry.getValue().type()) {
                case DIRECTORY -> Files.createDirectories(file);
                case SYMLINK ->
                    Files.createSymbolicLink(file, Path.of(entry.getValue().linkTarget()));
                case FILE -> {
                    try (var out = Files.newOutputStream(file)) {
                        tree.copy(entry.getValue(), out);
                    }
                }
                case BLOCK_DEVICE, CHARACTER_DEVICE, PIPE, SOCKET, IRREGULAR -> throw new IOException(file.toString());
            }
        }
    }

    /** Every path below a directory with what it is: the content's hash, the link's target, or nothing. */
    public static Map<String, String> contents(Path root) throws IOException {
        var contents = new TreeMap<String, String>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                contents.put(root.relativize(directory).toString(), "directory");
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = root.relativize(file).toString();
                contents.put(
                        name,
                        attributes.isSymbolicLink()
                                ? "link " + Files.readSymbolicLink(file)
                                : Id.of(Files.readAllBytes(file)).toString());
                return FileVisitResult.CONTINUE;
            }
        });
        return contents;
    }
}
