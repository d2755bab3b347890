package dev.jangada.cli;

import dev.jangada.kube.model.Capture;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.ParseResult;

/** Says why a command failed: one sentence, and with {@code -v} what is behind it. */
final class Failure {

    private Failure() {}

    /** Whether the user asked for details. */
    static boolean details(ParseResult result) {
        return result.hasMatchedOption("--verbose") || (result.hasSubcommand() && details(result.subcommand()));
    }

    static int tell(Terminal terminal, Exception exception, boolean details) {
        terminal.flush();
        ExitCode code = sentence(terminal, exception);
        if (details) {
            exception.printStackTrace(terminal.err());
        }
        terminal.flush();
        return code.code();
    }

    private static ExitCode sentence(Terminal terminal, Exception exception) {
        return switch (exception) {
            case Problem problem -> {
                terminal.note(CliMessage.ERROR, problem.in(terminal.locale()));
                yield problem.exitCode();
            }
            case Capture.WriteFailure failure -> sentence(terminal, failure.problem());
            case CancellationException cancelled -> {
                terminal.note(CliMessage.INTERRUPTED);
                yield ExitCode.INTERRUPTED;
            }
            case UncheckedIOException failure -> {
                terminal.note(
                        CliMessage.OUTPUT_FAILED,
                        Objects.requireNonNull(failure.getCause()).getMessage());
                yield ExitCode.FAILED;
            }
            case IOException failure -> {
                terminal.note(CliMessage.OUTPUT_FAILED, failure.getMessage());
                yield ExitCode.FAILED;
            }
            default -> {
                terminal.note(CliMessage.BUG, exception.toString());
                terminal.note(CliMessage.BUG_DETAILS_HINT);
                yield ExitCode.FAILED;
            }
        };
    }
}
