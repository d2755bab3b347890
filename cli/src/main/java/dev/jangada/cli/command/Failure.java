package dev.jangada.cli.command;

import dev.jangada.cli.terminal.Output;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.model.Capture;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.ParseResult;

/** Says why a command failed: one sentence, and with {@code -v} what is behind it. */
public final class Failure {

    private Failure() {}

    /** Whether the user asked for details. */
    public static boolean details(ParseResult result) {
        return result.hasMatchedOption("--verbose") || (result.hasSubcommand() && details(result.subcommand()));
    }

    /**
     * Tells it.
     *
     * @param details whether with what is behind it
     * @return the exit code
     */
    public static int tell(Terminal terminal, Throwable failure, boolean details) {
        Throwable told = flushed(terminal, failure);
        ExitCode code = sentence(terminal, told);
        if (details) {
            told.printStackTrace(terminal.err());
        }
        terminal.flush();
        return code.code();
    }

    /** Writes what there is; if that fails, it is what the user must know first. */
    private static Throwable flushed(Terminal terminal, Throwable failure) {
        try {
            terminal.flush();
            return failure;
        } catch (UncheckedIOException e) {
            return e;
        }
    }

    private static ExitCode sentence(Terminal terminal, Throwable told) {
        return switch (told) {
            case Throwable interrupted
            when isInterruption(interrupted) -> {
                terminal.note(CommandMessage.INTERRUPTED);
                yield ExitCode.INTERRUPTED;
            }
            case Problem problem -> {
                terminal.note(CommandMessage.ERROR, problem.in(terminal.locale()));
                yield problem.exitCode();
            }
            case Capture.WriteFailure failure -> sentence(terminal, failure.problem());
            case UncheckedIOException failure -> outputFailed(terminal, Objects.requireNonNull(failure.getCause()));
            case IOException failure -> outputFailed(terminal, failure);
            case OutOfMemoryError _ -> {
                long megabytes = Runtime.getRuntime().maxMemory() >> 20;
                terminal.note(CommandMessage.OUT_OF_MEMORY, megabytes, Long.toString(2 * megabytes));
                yield ExitCode.FAILED;
            }
            default -> {
                // Not its message, which may hold anything: that is for -v.
                terminal.note(CommandMessage.BUG, told.getClass().getName() + place(told));
                terminal.note(CommandMessage.BUG_DETAILS_HINT);
                yield ExitCode.FAILED;
            }
        };
    }

    /** Whether somebody has ended the command: whoever reads a file at that moment is told by an error of the file. */
    public static boolean isInterruption(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof CancellationException || at instanceof ClosedByInterruptException) {
                return true;
            }
        }
        return false;
    }

    private static ExitCode outputFailed(Terminal terminal, IOException failure) {
        if (!Output.isClosedPipe(failure)) {
            terminal.note(CommandMessage.OUTPUT_FAILED, FileFailure.reason(failure));
        }
        return ExitCode.FAILED;
    }

    private static String place(Throwable bug) {
        StackTraceElement[] trace = bug.getStackTrace();
        return trace.length == 0 ? "" : " (" + trace[0] + ")";
    }
}
