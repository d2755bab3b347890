package dev.jangada.cli.repository;

import dev.jangada.cli.terminal.FileReason;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs the program that prints a passphrase. What it says on standard error the user sees. */
final class PassphraseProgram {

    /** The system's word for it, at the end of Java's sentence. */
    private static final Pattern REASON = Pattern.compile("error[:=] ?[0-9]+(?:, | \\()([^()]+)");

    private PassphraseProgram() {}

    /**
     * Runs it to its end.
     *
     * @param asks whether it may ask the person at the terminal
     * @return what it printed, one character more than a passphrase can have at most
     */
    static String run(List<String> words, boolean asks) {
        Process process;
        try {
            process = new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectInput(asks ? ProcessBuilder.Redirect.INHERIT : ProcessBuilder.Redirect.PIPE)
                    .start();
            if (!asks) {
                process.getOutputStream().close();
            }
        } catch (IOException e) {
            throw notStarted(e, words.getFirst());
        }
        try {
            return output(process, words.getFirst());
        } finally {
            process.destroyForcibly();
        }
    }

    /**
     * Why a program did not start. Java says it with the number that the system gave, and with the program once more, differently from
     * version to version; so it is asked whether there is such a program.
     */
    private static Problem notStarted(IOException e, String program) {
        List<Path> places = places(program);
        if (places.stream().noneMatch(Files::isRegularFile)) {
            return new Problem(e, ExitCode.FAILED, AccessMessage.PASSPHRASE_COMMAND_MISSING, program);
        }
        if (places.stream().noneMatch(place -> Files.isRegularFile(place) && Files.isExecutable(place))) {
            return new Problem(e, ExitCode.FAILED, AccessMessage.PASSPHRASE_COMMAND_DENIED, program);
        }
        Matcher reason = REASON.matcher(String.valueOf(e.getMessage()));
        return new Problem(
                e,
                ExitCode.FAILED,
                AccessMessage.PASSPHRASE_COMMAND_BROKEN,
                program,
                reason.find() ? reason.group(1) : FileReason.of(e));
    }

    /** Where a program is looked for: at its path, or by its name in all directories of programs. */
    private static List<Path> places(String program) {
        try {
            return program.contains("/")
                    ? List.of(Path.of(program))
                    : Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                            .map(directory -> Path.of(directory, program))
                            .toList();
        } catch (InvalidPathException e) {
            return List.of();
        }
    }

    /** Another thread reads: a pipe wakes nobody up who is interrupted. */
    private static String output(Process process, String program) {
        var output = new CompletableFuture<String>();
        Thread.ofPlatform().daemon().name("passphrase").start(() -> {
            try (InputStream in = process.getInputStream()) {
                output.complete(new String(in.readNBytes(Passphrase.MOST * 4 + 1), StandardCharsets.UTF_8));
            } catch (IOException e) {
                output.completeExceptionally(e);
            }
        });
        try {
            String text = output.get();
            int code = text.length() > Passphrase.MOST ? 0 : process.waitFor();
            if (code != 0) {
                throw new Problem(ExitCode.FAILED, AccessMessage.PASSPHRASE_COMMAND_FAILED, program, code);
            }
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while " + program + " ran");
        } catch (ExecutionException e) {
            String why =
                    e.getCause() instanceof IOException failure ? FileReason.of(failure) : String.valueOf(e.getCause());
            throw new Problem(e, ExitCode.FAILED, AccessMessage.PASSPHRASE_COMMAND_BROKEN, program, why);
        }
    }
}
