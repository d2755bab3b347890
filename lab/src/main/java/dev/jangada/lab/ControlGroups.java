package dev.jangada.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The control groups that a host made below those of its starter. They are the kernel's, so they stay when all of their processes are
 * gone, until somebody removes them.
 */
final class ControlGroups {

    private static final String RECORD = "control-groups";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private ControlGroups() {}

    /** Removes the groups that a folder records, if it does, and waits until their killed processes are gone. */
    static void remove(Path folder) throws IOException {
        Path record = folder.resolve(RECORD);
        if (!Files.exists(record)) {
            return;
        }
        List<Path> groups = Files.readAllLines(record).stream().map(Path::of).toList();
        Wait.until(
                PATIENCE,
                () -> groups.stream().allMatch(ControlGroups::gone),
                () -> new LabException("still has processes: one of " + groups));
    }

    /** Removes a group with those in it, as far as they are empty. */
    private static boolean gone(Path group) {
        try (Stream<Path> all = Files.walk(group)) {
            for (Path each : all.filter(Files::isDirectory)
                    .sorted(Comparator.reverseOrder())
                    .toList()) {
                Files.deleteIfExists(each);
            }
            return true;
        } catch (IOException | java.io.UncheckedIOException busyOrGone) {
            return !Files.exists(group);
        }
    }
}
