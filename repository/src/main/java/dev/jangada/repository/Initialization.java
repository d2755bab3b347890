package dev.jangada.repository;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.backend.Creation;
import dev.jangada.repository.backend.Handle;
import dev.jangada.repository.backend.MissingFileException;
import dev.jangada.repository.backend.Payload;
import dev.jangada.repository.chunk.Polynomial;
import dev.jangada.repository.crypto.SealingKey;
import dev.jangada.repository.format.Configuration;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.problem.RepositoryMessage;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A repository that was made: the key first, then the configuration, which alone must not be there yet.
 *
 * @param opening as its passphrase opens it
 * @param guarded whether nobody else can have made one there at the same moment
 */
record Initialization(Opening opening, boolean guarded) {

    /**
     * Makes one.
     *
     * @param like of a repository whose polynomial it shall have
     */
    static Initialization of(
            Backend backend, char[] passphrase, RepositoryOptions options, Optional<Configuration> like) {
        if (exists(backend)) {
            throw alreadyThere(backend);
        }
        var random = new SecureRandom();
        byte[] id = new byte[Id.BYTES];
        random.nextBytes(id);
        long polynomial = like.isPresent() ? like.get().polynomial() : Polynomial.random(random);
        var configuration =
                new Configuration(Configuration.VERSION, HexFormat.of().formatHex(id), polynomial);
        SealingKey master = SealingKey.random();
        Id key = Keys.save(backend, master, passphrase, options);
        Creation creation = backend.create(Handle.CONFIG, Payload.of(configuration.seal(master)));
        if (creation == Creation.EXISTED) {
            backend.remove(Keys.handle(key));
            throw alreadyThere(backend);
        }
        return new Initialization(new Opening(master, key, configuration), creation == Creation.CREATED);
    }

    private static boolean exists(Backend backend) {
        try {
            backend.size(Handle.CONFIG);
            return true;
        } catch (MissingFileException e) {
            return false;
        }
    }

    private static Problem alreadyThere(Backend backend) {
        return new Problem(ExitCode.REFUSED, RepositoryMessage.ALREADY_A_REPOSITORY, backend.location());
    }
}
