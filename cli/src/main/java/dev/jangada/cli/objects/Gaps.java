package dev.jangada.cli.objects;

import dev.jangada.kube.model.Gap;
import dev.jangada.problem.ExitCode;
import java.util.List;

/** What gaps mean for the end of a command. */
final class Gaps {

    private Gaps() {}

    /** Corrupt data is worse than data that could not be read: it will not be there the next time either. */
    static ExitCode code(List<Gap> gaps) {
        if (gaps.isEmpty()) {
            return ExitCode.DONE;
        }
        return gaps.stream().anyMatch(gap -> gap.why().exitCode() == ExitCode.CORRUPT)
                ? ExitCode.CORRUPT
                : ExitCode.INCOMPLETE;
    }
}
