package dev.jangada.cli.restore;

import dev.jangada.cli.source.Sources;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --to TARGET}. */
final class TargetOption {

    @Option(names = "--to", paramLabel = "TARGET", descriptionKey = "restore.to")
    @Nullable
    String target;

    /** What the user names; empty for the current context, or what a plan names. */
    Optional<String> named() {
        return Optional.ofNullable(target);
    }

    /**
     * The same, to be written to.
     *
     * @throws Problem if that is no running cluster
     */
    Optional<String> cluster() {
        named().filter(text -> !Sources.isLive(text)).ifPresent(text -> {
            throw new Problem(ExitCode.USAGE, RestoreCommandMessage.RESTORE_TARGET_NOT_LIVE, text);
        });
        return named();
    }
}
