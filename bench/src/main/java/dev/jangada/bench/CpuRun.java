package dev.jangada.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of a whole process, with what it cost.
 *
 * @param seconds wall time from start to end
 * @param cpu seconds of processor time, user and system, as far as the last look saw them
 * @param peakRss the most memory it had resident, in bytes
 */
record CpuRun(double seconds, double cpu, long peakRss) {

    private static final long SAMPLE_MILLIS = 5;
    private static final double TICKS = 100;
    /** Fields of {@code /proc/PID/stat} behind the name, counted from 0: utime and stime. */
    private static final int UTIME = 11;

    /** Runs a command to its end, which must be a good one. */
    static CpuRun of(List<String> command, Map<String, String> environment) {
        try {
            Path log = Files.createTempFile("bench-", ".log");
            try {
                var builder =
                        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
                builder.environment().putAll(environment);
                long began = System.nanoTime();
                Process process = builder.start();
                double cpu = 0;
                long rss = 0;
                while (!process.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)) {
                    cpu = Math.max(cpu, cpu(process.pid()));
                    rss = Math.max(rss, peak(process.pid()));
                }
                double seconds = (System.nanoTime() - began) / 1e9;
                if (process.exitValue() != 0) {
                    throw new IllegalStateException(String.join(" ", command) + ": " + Files.readString(log));
                }
                return new CpuRun(seconds, cpu, rss);
            } finally {
                Files.deleteIfExists(log);
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot run " + command.getFirst(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static double cpu(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1])) / TICKS;
        } catch (IOException | RuntimeException ended) {
            return 0;
        }
    }

    private static long peak(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/status"))
                    .lines()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException ended) {
            return 0;
        }
    }
}
