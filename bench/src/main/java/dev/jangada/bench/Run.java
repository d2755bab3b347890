package dev.jangada.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of a whole process.
 *
 * @param took wall time from start to end
 * @param peakRss the most memory that the process itself had resident, in bytes, mapped files included
 * @param peakAnonymous the same without mapped files
 * @param output what it wrote to standard output
 */
record Run(Duration took, long peakRss, long peakAnonymous, String output) {

    private static final long SAMPLE_MILLIS = 10;
    private static final Duration LONGEST = Duration.ofMinutes(20);

    /** Runs a command to its end; fails if it does not succeed. */
    static Run of(List<String> command, Map<String, String> environment) {
        return of(command, environment, 0);
    }

    /** Runs a command to its end; fails if it ends with another exit code than is expected. */
    static Run of(List<String> command, Map<String, String> environment, int expected) {
        try {
            Path out = Files.createTempFile("bench-", ".out");
            Path err = Files.createTempFile("bench-", ".err");
            try {
                var builder =
                        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
                builder.environment().putAll(environment);
                long began = System.nanoTime();
                Process process = builder.start();
                long rss = 0;
                long anonymous = 0;
                while (!process.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)) {
                    Memory now = Memory.of(process.pid());
                    rss = Math.max(rss, now.peak);
                    anonymous = Math.max(anonymous, now.anonymous);
                    if (System.nanoTime() - began > LONGEST.toNanos()) {
                        process.destroyForcibly();
                        throw new IllegalStateException("more than " + LONGEST + ": " + String.join(" ", command));
                    }
                }
                var took = Duration.ofNanos(System.nanoTime() - began);
                if (process.exitValue() != expected) {
                    throw new IllegalStateException("exit code " + process.exitValue() + " of "
                            + String.join(" ", command) + ": " + Files.readString(err));
                }
                // Not readString, which refuses what is no text: the value of a key may be anything.
                return new Run(took, rss, anonymous, new String(Files.readAllBytes(out), StandardCharsets.UTF_8));
            } finally {
                Files.deleteIfExists(out);
                Files.deleteIfExists(err);
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot run " + command.getFirst(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    double seconds() {
        return took.toNanos() / 1e9;
    }

    /** What the kernel says of a process, in bytes. */
    private record Memory(long peak, long anonymous) {

        static Memory of(long pid) {
            try {
                String status = Files.readString(Path.of("/proc/" + pid + "/status"));
                return new Memory(kilobytes(status, "VmHWM:") << 10, kilobytes(status, "RssAnon:") << 10);
            } catch (IOException ended) {
                return new Memory(0, 0);
            }
        }

        private static long kilobytes(String status, String field) {
            return status.lines()
                    .filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        }
    }
}
