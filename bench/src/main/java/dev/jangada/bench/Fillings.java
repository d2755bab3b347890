package dev.jangada.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What takes long to make and is no part of what is measured: the files that benchmarks read. They are kept in
 * {@code $XDG_CACHE_HOME/jangada-bench} and taken again by every later run; to have them made anew, delete them.
 */
final class Fillings {

    private Fillings() {}

    /** Where they are kept; made if it is not there. */
    static Path folder() {
        String caches = System.getenv("XDG_CACHE_HOME");
        // By the XDG Base Directory Specification a relative path counts for nothing.
        Path root = caches != null && caches.startsWith("/")
                ? Path.of(caches)
                : Path.of(System.getProperty("user.home"), ".cache");
        try {
            return Files.createDirectories(root.resolve("jangada-bench"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a file or a folder, if it is there. */
    static void delete(Path what) {
        if (!Files.exists(what)) {
            return;
        }
        try (Stream<Path> all = Files.walk(what)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many bytes the files of a folder have. */
    static long size(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
