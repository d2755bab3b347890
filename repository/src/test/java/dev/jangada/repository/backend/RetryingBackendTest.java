package dev.jangada.repository.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every fourth step fails, before or after a call has done its work. */
class RetryingBackendTest extends BackendContract {

    @TempDir
    private Path directory;

    private final ArrayList<Duration> pauses = new ArrayList<>();

    @Override
    protected Backend connect() {
        var random = new Random(11);
        return over(30, new FaultyBackend(new LocalBackend(directory), (what, handle) -> {
            if (random.nextInt(4) == 0) {
                throw FaultyBackend.passing();
            }
        }));
    }

    private Backend over(int attempts, Backend faulty) {
        return new RetryingBackend(
                faulty, new Backoff(attempts, Duration.ofMillis(100), Duration.ofMillis(350), duration -> {
                    synchronized (pauses) {
                        pauses.add(duration);
                    }
                }));
    }

    @Test
    void whatNeverPassesIsAProblemAfterGrowingPauses() {
        var dead = over(5, new FaultyBackend(new LocalBackend(directory), (what, handle) -> {
            throw FaultyBackend.passing();
        }));
        pauses.clear();
        assertThatThrownBy(() -> dead.load(Handle.CONFIG))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(directory.toString());
        assertThat(pauses).hasSize(4);
        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
        assertThat(pauses.get(3)).isBetween(Duration.ofMillis(175), Duration.ofMillis(350));
    }

    @Test
    void whatIsNoPassingFailureIsNotTriedAgain() {
        pauses.clear();
        var calls = new AtomicInteger();
        var refusing = over(5, new FaultyBackend(new LocalBackend(directory), (what, handle) -> {
            calls.incrementAndGet();
            throw new MissingFileException(handle, null);
        }));
        assertThatThrownBy(() -> refusing.load(Handle.CONFIG)).isInstanceOf(MissingFileException.class);
        assertThat(calls.get()).isEqualTo(1);
    }
}
