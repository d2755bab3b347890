package dev.jangada.cli;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --to live[:CONTEXT]}. */
final class TargetOption {

    @Option(names = "--to", paramLabel = "TARGET", descriptionKey = "restore.to")
    @Nullable
    String target;

    /**
     * What the user names; empty for the current context, or what a plan names.
     *
     * @throws Problem if that is no running cluster
     */
    Optional<String> named() {
        String text = target;
        if (text != null && !Sources.isLive(text)) {
            throw new Problem(ExitCode.USAGE, CliMessage.RESTORE_TARGET_NOT_LIVE, text);
        }
        return Optional.ofNullable(text);
    }
}
