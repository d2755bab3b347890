package dev.jangada.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KillTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void partsAreGoneWhenTheirJvmIsKilled() throws IOException {
        try (ChildJvm jvm = JavaCommand.of(LeftBehind.class).start("control-plane")) {
            List<ProcessHandle> parts = parts(folder(jvm));
            assertThat(parts).hasSize(3).allMatch(ProcessHandle::isAlive);

            jvm.kill();

            awaitEnd(parts);
        }
    }

    @Test
    void whatOutlivedItsKeeperIsSweptAtTheNextStart() throws IOException {
        try (ChildJvm jvm = JavaCommand.of(LeftBehind.class).start("etcd")) {
            Path folder = folder(jvm);
            List<ProcessHandle> parts = parts(folder);
            assertThat(parts).hasSize(1);
            // The shell that keeps the part, and its listener, go with the JVM.
            for (ProcessHandle keeper : ProcessHandle.of(jvm.pid())
                    .orElseThrow()
                    .descendants()
                    .filter(each -> !parts.contains(each))
                    .toList()) {
                keeper.destroyForcibly();
            }
            jvm.kill();
            assertThat(parts).allMatch(ProcessHandle::isAlive);

            Run.sweep();

            awaitEnd(parts);
            assertThat(folder).doesNotExist();
        }
    }

    private static void awaitEnd(List<ProcessHandle> parts) {
        Wait.until(
                PATIENCE,
                () -> parts.stream().noneMatch(ProcessHandle::isAlive),
                () -> new LabException("still alive: " + parts));
    }

    private static Path folder(ChildJvm jvm) {
        return Path.of(jvm.awaitLine(line -> true, Duration.ofMinutes(2)));
    }

    private static List<ProcessHandle> parts(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".pid"))
                    .map(KillTest::pid)
                    .map(pid -> ProcessHandle.of(pid).orElseThrow())
                    .toList();
        }
    }

    private static long pid(Path file) {
        try {
            return Long.parseLong(Files.readString(file).split(" ", -1)[0]);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
