package dev.jangada.repository.store;

import dev.jangada.problem.Problem;
import dev.jangada.repository.problem.RepositoryMessage;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a store says when it does not let this user write or delete, for ever or for as long as an object is retained. */
public final class Refusals {

    private static final Set<String> CODES = Stream.of(
                    RepositoryMessage.S3_DENIED, RepositoryMessage.NOT_ALLOWED, RepositoryMessage.READ_ONLY)
            .map(message -> message.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .collect(Collectors.toUnmodifiableSet());

    private Refusals() {}

    /** Whether a problem is that. */
    public static boolean isRefusal(Problem problem) {
        return CODES.contains(problem.code());
    }
}
