package dev.jangada.repository.store;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.MissingFileException;
import dev.jangada.repository.backend.TruncatedFileException;
import dev.jangada.repository.crypto.UnauthenticException;
import dev.jangada.repository.format.MalformedException;
import dev.jangada.repository.problem.RepositoryMessage;

/** Why something is damaged, for a sentence that says what: in its language where damage is what happens, in English where it is a bug. */
public final class Reason {

    private Reason() {}

    /**
     * The argument of a sentence.
     *
     * @return a {@link Problem}, or English text
     */
    public static Object of(Exception why) {
        return switch (why) {
            case MissingFileException missing -> told(why, RepositoryMessage.WHY_MISSING, missing.handle());
            case TruncatedFileException truncated -> told(why, RepositoryMessage.WHY_TRUNCATED, truncated.handle());
            case MalformedException malformed
            when malformed.isOtherContent() -> told(why, RepositoryMessage.WHY_OTHER_CONTENT);
            case Exception other when isUnauthentic(other) -> told(why, RepositoryMessage.WHY_UNAUTHENTIC);
            default -> String.valueOf(why.getMessage());
        };
    }

    /** That the content of a file is not the one that its name says. */
    public static Problem otherContent() {
        return new Problem(ExitCode.CORRUPT, RepositoryMessage.WHY_OTHER_CONTENT);
    }

    private static boolean isUnauthentic(Exception why) {
        return why instanceof UnauthenticException || why.getCause() instanceof UnauthenticException;
    }

    private static Problem told(Exception why, RepositoryMessage sentence, Object... arguments) {
        return new Problem(why, ExitCode.CORRUPT, sentence, arguments);
    }
}
