package dev.jangada.bench;

import dev.jangada.repository.Repository;
import dev.jangada.repository.RepositoryOptions;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.chunk.Chunking;
import dev.jangada.repository.format.Attributes;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Node;
import dev.jangada.repository.format.NodeType;
import dev.jangada.repository.format.Snapshot;
import dev.jangada.repository.read.SnapshotTree;
import dev.jangada.repository.write.DirectoryWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One writing of a tree of files into a repository, or one reading, in a JVM of its own.
 * Arguments: {@code write REPOSITORY DIRECTORY}, {@code read REPOSITORY DIRECTORY}, {@code etcd REPOSITORY FILE},
 * {@code content REPOSITORY FILE}. The passphrase is in the environment.
 */
public final class RepositoryOnce {

    private static final int FILES_AT_A_TIME = 4;
    private static final int SMALL = 256 << 10;

    private RepositoryOnce() {}

    /** See above. */
    public static void main(String[] arguments) throws Exception {
        Path place = Path.of(arguments[2]);
        char[] passphrase = System.getenv("RESTIC_PASSWORD").toCharArray();
        try (Repository repository =
                Repository.open(new LocalBackend(Path.of(arguments[1])), passphrase, RepositoryOptions.usual())) {
            switch (arguments[0]) {
                case "write" -> write(repository, root -> tree(place, root));
                case "etcd" -> write(repository, root -> file(place, root, Chunking.ETCD));
                case "content" -> write(repository, root -> file(place, root, Chunking.CONTENT));
                case "read" -> read(repository, place);
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        }
    }

    private static void write(Repository repository, Tree tree) throws IOException {
        try (var writer = repository.write(Optional.empty())) {
            tree.into(writer.root());
            writer.finish(RepositoryOnce::snapshot);
        }
    }

    private static Snapshot snapshot(Id tree) {
        return new Snapshot(
                Instant.now(), tree, Optional.empty(), List.of("/"), "bench", "bench", List.of(), "jangada bench");
    }

    private static void file(Path file, DirectoryWriter directory, Chunking chunking) throws IOException {
        try (var in = Files.newInputStream(file)) {
            directory.file("db", Attributes.of(0600, Instant.EPOCH), in, chunking);
        }
    }

    private static void tree(Path root, DirectoryWriter directory) throws IOException {
        try (var entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                Attributes attributes =
                        Attributes.of(0644, Files.getLastModifiedTime(entry).toInstant());
                if (Files.isDirectory(entry)) {
                    try (DirectoryWriter below = directory.directory(name, attributes)) {
                        tree(entry, below);
                    }
                } else if (Files.size(entry) < SMALL) {
                    directory.file(name, attributes, Files.readAllBytes(entry));
                } else {
                    try (var in = Files.newInputStream(entry)) {
                        directory.file(name, attributes, in);
                    }
                }
            }
        }
    }

    private static void read(Repository repository, Path target) throws Exception {
        Map<Id, Snapshot> all = repository.snapshots().all();
        SnapshotTree tree =
                repository.wholeTree(List.copyOf(all.values()).getLast().tree());
        var files = new ArrayList<Future<?>>();
        try (var pool = Executors.newFixedThreadPool(FILES_AT_A_TIME)) {
            tree.walk((path, node) -> {
                Path to = target.resolve(path);
                if (node.type() == NodeType.DIRECTORY) {
                    to.toFile().mkdirs();
                } else if (node.type() == NodeType.FILE) {
                    files.add(pool.submit(() -> copy(tree, node, to)));
                }
                return true;
            });
            for (Future<?> file : files) {
                file.get();
            }
        }
    }

    private static void copy(SnapshotTree tree, Node node, Path to) {
        try (var out = Files.newOutputStream(to)) {
            tree.copy(node, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is written. */
    private interface Tree {
        void into(DirectoryWriter root) throws IOException;
    }
}
