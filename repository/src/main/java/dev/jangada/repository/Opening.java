package dev.jangada.repository;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.backend.Handle;
import dev.jangada.repository.backend.MissingFileException;
import dev.jangada.repository.chunk.Chunker;
import dev.jangada.repository.crypto.KeyFile;
import dev.jangada.repository.crypto.MalformedKeyException;
import dev.jangada.repository.crypto.SealingKey;
import dev.jangada.repository.damage.Damage;
import dev.jangada.repository.damage.DamageMessage;
import dev.jangada.repository.format.Configuration;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.MalformedException;
import dev.jangada.repository.problem.RepositoryMessage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a passphrase opens.
 *
 * @param key the repository's
 * @param keyId the key file that the passphrase belongs to
 * @param configuration the repository's
 */
record Opening(SealingKey key, Id keyId, Configuration configuration) {

    /** Tries the passphrase on every key. */
    static Opening of(Backend backend, char[] passphrase) {
        byte[] sealed;
        try {
            sealed = backend.load(Handle.CONFIG);
        } catch (MissingFileException e) {
            throw new Problem(e, ExitCode.FAILED, RepositoryMessage.NOT_A_REPOSITORY, backend.location());
        }
        List<Id> keys = Keys.ids(backend);
        if (keys.isEmpty()) {
            throw new Problem(ExitCode.CORRUPT, RepositoryMessage.NO_KEY_FILES, backend.location());
        }
        Problem unusable = null;
        for (Id id : keys) {
            try {
                Optional<SealingKey> key = open(backend, id, passphrase);
                if (key.isPresent()) {
                    return new Opening(key.get(), id, configuration(backend, sealed, key.get()));
                }
            } catch (Problem e) {
                // Another key may open it: one that is damaged, or that an initialization which broke off has left,
                // does not count. If none does, damage is what to tell first.
                unusable = unusable == null || e.exitCode() == ExitCode.CORRUPT ? e : unusable;
            }
        }
        throw unusable != null
                ? unusable
                : new Problem(ExitCode.FAILED, RepositoryMessage.WRONG_PASSPHRASE, backend.location());
    }

    /**
     * Tries one key. A damaged one may still open it, if the damage is where its maker's name stands; if it does not, nobody knows
     * whether the passphrase is its own.
     */
    private static Optional<SealingKey> open(Backend backend, Id id, char[] passphrase) {
        byte[] bytes;
        try {
            bytes = load(backend, id);
        } catch (MissingFileException removedMeanwhile) {
            return Optional.empty();
        }
        boolean whole = Id.of(bytes).equals(id);
        try {
            KeyFile file = KeyFile.parse(bytes);
            if (file.isAffordable()) {
                Optional<SealingKey> key = file.open(passphrase);
                if (key.isPresent() || whole) {
                    return key;
                }
            } else if (whole) {
                throw new Problem(
                        ExitCode.FAILED,
                        RepositoryMessage.KEY_TOO_COSTLY,
                        id.brief(),
                        backend.location(),
                        file.mebibytes());
            }
        } catch (MalformedKeyException e) {
            throw damaged(backend, id, e, whole ? e.damage() : Damage.of(DamageMessage.OTHER_CONTENT));
        }
        throw damaged(backend, id, null, Damage.of(DamageMessage.OTHER_CONTENT));
    }

    /** What came over the wire may be damaged: the file itself is only if it is so twice. */
    private static byte[] load(Backend backend, Id id) {
        byte[] bytes = backend.load(Keys.handle(id));
        return Id.of(bytes).equals(id) ? bytes : backend.load(Keys.handle(id));
    }

    private static Problem damaged(Backend backend, Id id, @Nullable Throwable cause, Damage why) {
        return new Problem(
                cause,
                ExitCode.CORRUPT,
                RepositoryMessage.BAD_KEY_FILE,
                id.brief(),
                backend.location(),
                why.asProblem());
    }

    private static Configuration configuration(Backend backend, byte[] sealed, SealingKey key) {
        Configuration configuration;
        try {
            configuration = Configuration.open(sealed, key);
        } catch (MalformedException e) {
            throw badConfiguration(backend, e, e.damage());
        }
        if (configuration.version() == 1) {
            throw new Problem(ExitCode.FAILED, RepositoryMessage.VERSION_ONE, backend.location());
        }
        if (configuration.version() != Configuration.VERSION) {
            throw new Problem(
                    ExitCode.FAILED,
                    RepositoryMessage.UNKNOWN_VERSION,
                    backend.location(),
                    configuration.version(),
                    Configuration.VERSION);
        }
        try {
            new Chunker.Factory(configuration.polynomial());
        } catch (IllegalArgumentException e) {
            throw badConfiguration(backend, e, Damage.of(DamageMessage.BAD_POLYNOMIAL));
        }
        return configuration;
    }

    private static Problem badConfiguration(Backend backend, @Nullable Throwable cause, Damage why) {
        return new Problem(cause, ExitCode.CORRUPT, RepositoryMessage.BAD_CONFIG, backend.location(), why.asProblem());
    }
}
