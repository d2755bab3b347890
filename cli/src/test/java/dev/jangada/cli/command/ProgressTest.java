package dev.jangada.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.cli.terminal.Input;
import dev.jangada.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The one line, at moments that the test picks. */
class ProgressTest {

    private final StringWriter screen = new StringWriter();
    private final Terminal terminal = new Terminal(
            Input.NOTHING,
            new PrintWriter(new StringWriter()),
            new PrintWriter(screen),
            true,
            true,
            Map.of(),
            Locale.ENGLISH);

    private String line(Progress progress) {
        screen.getBuffer().setLength(0);
        progress.show();
        return screen.toString().replace("\r\033[K", "");
    }

    @Test
    void bytesAreToldWhileTheyFlowAndThenObjects() {
        try (Progress progress = Progress.none(terminal)) {
            ByteFlow flow = progress.flow("the snapshot");
            assertThat(line(progress)).isEqualTo("the snapshot");
            flow.at(12_000_000, 0);
            assertThat(line(progress)).isEqualTo("the snapshot: 12 MB");
            flow.at(12_000_000, 48_000_000);
            assertThat(line(progress)).startsWith("the snapshot: 12 MB of 48 MB");
            flow.name("the second half");
            assertThat(line(progress)).startsWith("the second half: 12 MB of 48 MB");

            progress.expect(100_000);
            progress.step(1000);
            assertThat(line(progress)).startsWith("1 objects, ").contains(" left");
            progress.flow("the end");
            assertThat(line(progress)).isEqualTo("the end");
        }
        assertThat(screen.toString()).endsWith("\r\033[K");
    }

    @Test
    void aLineThatWasAboutToBeWrittenIsNotLeftBehind() {
        Progress progress = Progress.none(terminal);
        progress.close();
        assertThat(line(progress)).isEmpty();
    }
}
