package dev.jangada.repository.store;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.MissingFileException;
import dev.jangada.repository.backend.TruncatedFileException;
import dev.jangada.repository.damage.Damage;
import dev.jangada.repository.damage.DamageMessage;
import dev.jangada.repository.format.MalformedException;
import java.io.IOException;

/** Why something cannot be read, whatever noticed it. */
public final class Reason {

    /** The code of the problem that a disk does not give a file. */
    private static final String CANNOT_READ = "cannot-read";

    private Reason() {}

    /**
     * The damage that a problem tells of: of what is stored, or of the disk on which it lies.
     *
     * @throws Problem the same, if it tells of something else, as of a store that does not answer
     */
    public static Damage orThrow(Problem problem) {
        if (problem.exitCode() != ExitCode.CORRUPT && !problem.code().equals(CANNOT_READ)) {
            throw problem;
        }
        return of(problem);
    }

    /** What an exception says of what was read; one that is not about damage is told as it is. */
    public static Damage of(Exception why) {
        return switch (why) {
            case MalformedException malformed -> malformed.damage();
            case MissingFileException missing -> Damage.of(DamageMessage.MISSING, missing.handle());
            case TruncatedFileException truncated -> Damage.of(DamageMessage.TRUNCATED, truncated.handle());
            case Problem problem -> of(problem);
            default -> throw new IllegalArgumentException("it does not say that something cannot be read", why);
        };
    }

    /** The damage that a problem tells of, without the blob and the place that its sentence is about. */
    private static Damage of(Problem problem) {
        return switch (problem.getCause()) {
            case MalformedException malformed -> of(malformed);
            case MissingFileException missing -> of(missing);
            case TruncatedFileException truncated -> of(truncated);
            case IOException disk -> Damage.of(DamageMessage.NOT_GIVEN, FileFailure.reason(disk));
            case null, default -> Damage.of(DamageMessage.AS_TOLD, problem);
        };
    }
}
