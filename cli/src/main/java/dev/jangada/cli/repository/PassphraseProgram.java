package dev.jangada.cli.repository;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Runs the program that prints a passphrase. What it says on standard error the user sees. */
final class PassphraseProgram {

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

    private static Problem notStarted(IOException e, String program) {
        Problem reason = FileFailure.reason(e);
        // One that is there may name an interpreter that is not.
        boolean missing = reason.code().equals("no-such-file") && !new File(program).exists();
        AccessMessage why = missing
                ? AccessMessage.PASSPHRASE_COMMAND_MISSING
                : reason.code().equals("not-permitted")
                        ? AccessMessage.PASSPHRASE_COMMAND_DENIED
                        : AccessMessage.PASSPHRASE_COMMAND_BROKEN;
        return new Problem(e, ExitCode.FAILED, why, program, reason);
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
            Problem why = FileFailure.reason(e.getCause() instanceof IOException failure ? failure : e);
            throw new Problem(e, ExitCode.FAILED, AccessMessage.PASSPHRASE_COMMAND_BROKEN, program, why);
        }
    }
}
