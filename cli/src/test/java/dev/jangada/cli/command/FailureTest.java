package dev.jangada.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.cli.terminal.Input;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.ClosedByInterruptException;
import java.util.Locale;
import java.util.Map;
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

    @Test
    void anErrorOfTheRuntimeIsASentenceToo() {
        var screen = new StringWriter();
        var terminal = new Terminal(
                Input.NOTHING,
                new PrintWriter(new StringWriter()),
                new PrintWriter(screen),
                false,
                false,
                Map.of(),
                Locale.ENGLISH);
        assertThat(Failure.tell(terminal, new OutOfMemoryError("Java heap space"), false))
                .isEqualTo(1);
        assertThat(screen.toString()).contains("JANGADA_JAVA_OPTS=-Xmx").hasLineCount(1);
        assertThat(Failure.tell(terminal, new UnsatisfiedLinkError("no zstd"), false))
                .isEqualTo(1);
        assertThat(screen.toString())
                .contains("this is a bug in Jangada: java.lang.UnsatisfiedLinkError")
                .doesNotContain("\tat ");
    }
}
