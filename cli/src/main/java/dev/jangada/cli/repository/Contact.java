package dev.jangada.cli.repository;

import dev.jangada.cli.terminal.Terminal;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import dev.jangada.repository.RepositoryLocation;
import dev.jangada.repository.RepositoryOptions;
import java.util.Arrays;

/**
 * A repository that is about to be opened.
 *
 * @param terminal where a person may be asked
 * @param location where it is
 * @param passphrase where its passphrase comes from
 */
record Contact(Terminal terminal, RepositoryLocation location, Passphrase passphrase) {

    private static final String CERTIFICATE_UNKNOWN = "certificate-unknown";

    /** Gets the passphrase, opens the repository, and wipes the passphrase. */
    Repository open(RepositoryOptions options) {
        char[] secret = passphrase.read(terminal, location.toString());
        try {
            return Repository.open(location.connect(), secret, options);
        } catch (Problem problem) {
            throw withRemedy(problem, location);
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    static Repository.Initialized init(RepositoryLocation location, char[] passphrase, RepositoryOptions options) {
        try {
            return Repository.init(location.connect(), passphrase, options);
        } catch (Problem problem) {
            throw withRemedy(problem, location);
        }
    }

    /** The room that speaks TLS does not know what the option for its authority is called. */
    private static Problem withRemedy(Problem problem, RepositoryLocation location) {
        return problem.code().equals(CERTIFICATE_UNKNOWN)
                ? new Problem(
                        problem,
                        problem.exitCode(),
                        AccessMessage.CERTIFICATE_UNKNOWN,
                        location instanceof RepositoryLocation.Bucket bucket
                                ? bucket.location().endpoint()
                                : location)
                : problem;
    }
}
