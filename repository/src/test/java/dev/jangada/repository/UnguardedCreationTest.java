package dev.jangada.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.lab.S3Gateway;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.backend.Creation;
import dev.jangada.repository.backend.Handle;
import dev.jangada.repository.backend.Payload;
import dev.jangada.repository.backend.s3.S3Backend;
import dev.jangada.repository.play.Bucket;
import dev.jangada.repository.play.FakeBadLine;
import dev.jangada.repository.play.FakeBadLine.Fault;
import dev.jangada.repository.play.Play;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store that has no conditional put: whether there is a configuration is asked first, and that nobody promises more is said. */
class UnguardedCreationTest {

    private S3Gateway gateway;
    private FakeBadLine line;
    private Bucket bucket;

    @BeforeEach
    void start() {
        gateway = S3Gateway.start();
        gateway.createBucket("raft");
        Bucket.useCredentials(gateway);
        bucket = new Bucket(gateway, "raft", "r");
        line = FakeBadLine.before(gateway.endpoint(), (method, path) -> Fault.UNCONDITIONAL);
    }

    @AfterEach
    void stop() {
        line.close();
        Bucket.forgetCredentials();
        gateway.close();
    }

    private Backend old() {
        return new S3Backend(bucket.location(line.endpoint()));
    }

    @Test
    void aRepositoryIsMadeAndTheMissingPromiseIsTold() {
        Repository.Initialized made = Repository.init(old(), Play.passphrase(), Play.options());
        made.repository().close();
        assertThat(line.spoiled()).isEqualTo(1);
        assertThat(made.guarded()).isFalse();
        bucket.restic().mustCheckClean();
        assertThatThrownBy(() -> Repository.init(old(), Play.passphrase(), Play.options()))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.exitCode()).isEqualTo(ExitCode.REFUSED);
                    assertThat(problem.code()).isEqualTo("already-a-repository");
                });
    }

    @Test
    void whatIsThereIsNotTouched() {
        try (Backend backend = old()) {
            assertThat(backend.create(Handle.CONFIG, Payload.of(new byte[] {1})))
                    .isEqualTo(Creation.CREATED_UNGUARDED);
            assertThat(backend.create(Handle.CONFIG, Payload.of(new byte[] {2})))
                    .isEqualTo(Creation.EXISTED);
            assertThat(backend.load(Handle.CONFIG)).containsExactly(1);
        }
    }
}
