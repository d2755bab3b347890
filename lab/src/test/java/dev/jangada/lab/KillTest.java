package dev.jangada.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
        Process jvm = start("control-plane");
        List<ProcessHandle> parts = parts(firstLine(jvm));
        assertThat(parts).hasSize(3).allMatch(ProcessHandle::isAlive);

        jvm.destroyForcibly();

        awaitEnd(parts);
    }

    @Test
    void whatOutlivedItsKeeperIsSweptAtTheNextStart() throws IOException {
        Process jvm = start("etcd");
        Path folder = firstLine(jvm);
        List<ProcessHandle> parts = parts(folder);
        assertThat(parts).hasSize(1);
        // The shell that keeps the part, and its listener, go with the JVM.
        for (ProcessHandle keeper :
                jvm.descendants().filter(each -> !parts.contains(each)).toList()) {
            keeper.destroyForcibly();
        }
        jvm.destroyForcibly().onExit().join();
        assertThat(parts).allMatch(ProcessHandle::isAlive);

        Run.sweep();

        awaitEnd(parts);
        assertThat(folder).doesNotExist();
    }

    private static void awaitEnd(List<ProcessHandle> parts) {
        Wait.until(
                PATIENCE,
                () -> parts.stream().noneMatch(ProcessHandle::isAlive),
                () -> new LabException("still alive: " + parts));
    }

    private static Process start(String what) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djangada.root=" + Parts.root(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LeftBehind.class.getName(),
                        what)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Path firstLine(Process jvm) throws IOException {
        String line = jvm.inputReader(StandardCharsets.UTF_8).readLine();
        assertThat(line).isNotNull();
        return Path.of(line);
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
