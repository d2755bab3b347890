package dev.jangada.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where this JVM's control planes live: a folder named by the JVM's pid and start time, below one folder per user. What
 * a killed JVM left behind is swept at the next start.
 */
final class Run {

    private static final Path ALL =
            Path.of(System.getProperty("java.io.tmpdir"), "jangada-lab-" + System.getProperty("user.name"));

    private static boolean swept;

    private Run() {}

    /** A new empty folder of this JVM for a control plane. */
    static Path newFolder() {
        return newFolder("cluster-");
    }

    /** A new empty folder of this JVM, whose name begins like this. */
    static synchronized Path newFolder(String prefix) {
        try {
            Files.createDirectories(ALL);
            if (!swept) {
                sweep();
                swept = true;
            }
            long self = ProcessHandle.current().pid();
            Path mine = Files.createDirectories(
                    ALL.resolve(self + "-" + startTime(self).orElseThrow()));
            return Files.createTempDirectory(mine, prefix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends what runs that are dead left running, and deletes their folders. */
    static void sweep() throws IOException {
        for (Path run : children(ALL)) {
            if (!new Started(run.getFileName().toString().replace('-', ' ')).alive()) {
                for (Path cluster : children(run)) {
                    end(cluster);
                }
                delete(run);
            }
        }
    }

    /** Ends the parts that a cluster's folder records, by pid and start time, and waits until they are gone. */
    static void end(Path cluster) throws IOException {
        var ended = new ArrayList<ProcessHandle>();
        for (Path file : children(cluster)) {
            if (file.toString().endsWith(".pid")) {
                new Started(Files.readString(file)).handle().ifPresent(part -> {
                    part.destroyForcibly();
                    ended.add(part);
                });
            }
        }
        ended.forEach(part -> part.onExit().join());
        ControlGroups.remove(cluster);
    }

    /** Ends a cluster of this JVM and deletes its folder. */
    static synchronized void close(Path cluster) {
        try {
            end(cluster);
            delete(cluster);
            Path mine = cluster.getParent();
            if (mine != null && children(mine).isEmpty()) {
                Files.deleteIfExists(mine);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether any part that a cluster's folder records is alive. */
    static boolean anyAlive(Path cluster) throws IOException {
        for (Path file : children(cluster)) {
            if (file.toString().endsWith(".pid") && new Started(Files.readString(file)).alive()) {
                return true;
            }
        }
        return false;
    }

    /** A process as it was recorded: pid and start time in ticks since boot, with a space between. */
    private record Started(String record) {

        /** The process, if it is still the one that was recorded. */
        Optional<ProcessHandle> handle() {
            String[] parts = record.strip().split(" ", -1);
            if (parts.length != 2 || !parts[0].matches("\\d+")) {
                return Optional.empty();
            }
            long pid = Long.parseLong(parts[0]);
            return startTime(pid).filter(parts[1]::equals).flatMap(same -> ProcessHandle.of(pid));
        }

        boolean alive() {
            return handle().isPresent();
        }
    }

    /** When a process started, in ticks since boot; empty if there is no such process. Source: proc(5), field 22. */
    private static Optional<String> startTime(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The program's name in parentheses may hold spaces; the fields after it may not.
            return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19]);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (NoSuchFileException e) {
            // Another JVM's sweep was faster.
            return List.of();
        }
    }

    /** Deletes a folder and all that is in it. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException | UncheckedIOException _) {
            // Another JVM's sweep is deleting the same folder.
        }
    }
}
