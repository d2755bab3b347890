package dev.jangada.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class FailureTest {

    @Test
    void whoReadsAFileWhenTheCommandIsEndedMeetsNoDamage() {
        var read = new Problem(new ClosedByInterruptException(), ExitCode.CORRUPT, CommandMessage.INTERRUPTED);
        assertThat(Failure.isInterruption(read)).isTrue();
        assertThat(Failure.isInterruption(new CancellationException())).isTrue();
        assertThat(Failure.isInterruption(new Problem(new IOException(), ExitCode.CORRUPT, CommandMessage.INTERRUPTED)))
                .isFalse();
    }
}
