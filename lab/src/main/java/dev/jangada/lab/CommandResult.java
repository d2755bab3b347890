package dev.jangada.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * How a command ended.
 *
 * @param exit the exit code
 * @param stdout what it wrote, as UTF-8
 * @param stderr what it complained about, as UTF-8
 */
public record CommandResult(int exit, String stdout, String stderr) {

    /** Standard output of a command that must succeed. */
    public String orFail() {
        if (exit != 0) {
            throw new LabException("exit code " + exit + ": " + stderr.strip());
        }
        return stdout;
    }

    /** Runs a command to its end with these bytes as its input. */
    public static CommandResult of(List<String> command, byte[] input) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Process process = new ProcessBuilder(command).start();
            var stderr = threads.submit((Callable<byte[]>) () -> all(process.getErrorStream()));
            var feeding = threads.submit(() -> feed(process, input));
            String stdout = new String(all(process.getInputStream()), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            feeding.get();
            return new CommandResult(exit, stdout, new String(stderr.get(), StandardCharsets.UTF_8));
        } catch (IOException | ExecutionException e) {
            throw new LabException("cannot run " + command.getFirst(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while running " + command.getFirst(), e);
        }
    }

    private static byte[] all(InputStream in) throws IOException {
        return in.readAllBytes();
    }

    private static void feed(Process process, byte[] input) {
        try (OutputStream out = process.getOutputStream()) {
            out.write(input);
        } catch (IOException _) {
            // A command that needs no more of its input ends without reading it; its exit code tells whether it failed.
        }
    }
}
