package dev.jangada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.cli.terminal.Input;
import dev.jangada.cli.terminal.Output;
import dev.jangada.cli.terminal.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard output that cannot be written: the command must not end as if all were well. */
class OutputTest {

    @TempDir
    Path folder;

    private Path dump = Path.of("");

    @BeforeEach
    void unpack() {
        dump = SampleDumps.unpack(folder).resolve("before");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get cm -A -o json --from",
                "get cm -A -o yaml --from",
                "diff -o json dump:/nowhere",
                "--help",
                "completion"
            })
    void aFullDiskIsToldAndFails(String command) {
        Ran ran = run("No space left on device", command);
        assertThat(ran.code()).isEqualTo(1);
        if (!command.contains("nowhere")) {
            assertThat(ran.err()).isEqualTo("jangada: the output cannot be written: no room is left on the disk\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"get cm -A --from", "get cm -A -o json --from"})
    void whoeverStopsReadingIsNotTold(String command) {
        Ran ran = run("Broken pipe", command);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).isEmpty();
    }

    private Ran run(String failure, String command) {
        var out = new PrintWriter(new Output(new FailingStream(failure)), false, StandardCharsets.UTF_8);
        var err = new StringWriter();
        String line = command.startsWith("get") || command.startsWith("diff") ? command + " dump:" + dump : command;
        int code = Main.run(
                new Terminal(Input.NOTHING, out, new PrintWriter(err, true), false, false, Map.of(), Locale.ENGLISH),
                line.split(" "));
        return new Ran(code, "", err.toString());
    }

    private static final class FailingStream extends OutputStream {
        private final String failure;

        FailingStream(String failure) {
            this.failure = failure;
        }

        @Override
        public void write(int single) throws IOException {
            throw new IOException(failure);
        }
    }
}
