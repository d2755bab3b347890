package dev.jangada.cli.evidence;

import dev.jangada.backup.evidence.Evidence;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.problem.Message;
import java.time.Duration;

/** What evidence says, in the words of a person's language. */
public final class EvidenceWords {

    /** Below so many seconds a tenth matters. */
    private static final int FEW = 10;

    private EvidenceWords() {}

    /** What was done. */
    public static String kind(Terminal terminal, Evidence.Kind kind) {
        Message word = switch (kind) {
            case VERIFY -> EvidenceCommandMessage.KIND_VERIFY;
            case RESTORE -> EvidenceCommandMessage.KIND_RESTORE;
            case REHEARSAL -> EvidenceCommandMessage.KIND_REHEARSAL;
        };
        return terminal.text(word);
    }

    /** How it went. */
    public static String verdict(Terminal terminal, Evidence.Verdict verdict) {
        Message word = switch (verdict) {
            case OK -> EvidenceCommandMessage.VERDICT_OK;
            case INCOMPLETE -> EvidenceCommandMessage.VERDICT_INCOMPLETE;
            case FAILED -> EvidenceCommandMessage.VERDICT_FAILED;
        };
        return terminal.text(word);
    }

    /** How long it took, in seconds: so restores are compared. */
    public static String took(Terminal terminal, Duration took) {
        return took.toSeconds() < FEW
                ? terminal.text(EvidenceCommandMessage.SECONDS, took.toMillis() / 1000.0)
                : terminal.text(EvidenceCommandMessage.WHOLE_SECONDS, took.toSeconds());
    }
}
