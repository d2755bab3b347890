package dev.jangada.cli.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.cli.Ran;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A passphrase that is typed on a real terminal, which util-linux's {@code script} makes. */
@Timeout(60)
final class TypedPassphraseTest {

    private static final String PASSPHRASE = "correct horse";
    private static final String QUESTION = "Passphrase of ";
    private static final String CTRL_C = "\u0003";

    @TempDir
    private Path folder;

    private String place;

    @BeforeEach
    void repository() {
        place = folder.resolve("repository").toString();
        Ran made = Ran.typing(
                Map.of(), PASSPHRASE + "\n" + PASSPHRASE + "\n", "repository", "init", "-r", place, "--no-cache");
        assertThat(made.code()).as(made.err()).isZero();
    }

    @Test
    void isNotSeenAlsoWhereTheOutputGoesIntoAFile() throws Exception {
        String seen = whenAsked(PASSPHRASE + "\n");
        assertThat(seen)
                .contains("code 0")
                .doesNotContain(PASSPHRASE)
                .as("typing is seen again")
                .containsPattern("\\secho\\b");
        assertThat(folder.resolve("out")).content().contains(place);
    }

    @Test
    void typingIsSeenAgainAfterCtrlC() throws Exception {
        assertThat(whenAsked("corr" + CTRL_C))
                .contains("code 130")
                .doesNotContain("corr")
                .containsPattern("\\secho\\b");
    }

    /** What the terminal shows of a command that asks for the passphrase and of the terminal's state after it. */
    private String whenAsked(String typed) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path command = Files.writeString(folder.resolve("command"), """
                trap : INT
                export JANGADA_STDIN_TTY=1 JANGADA_STDERR_TTY=1
                '%s' -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp '%s' dev.jangada.cli.Main \
                  repository info --no-cache -r '%s' > '%s'
                echo "code $?"
                stty -a
                """.formatted(
                        java, System.getProperty("java.class.path"), place, folder.resolve("out")));
        // Whatever runs the tests may ignore Ctrl-C, and its children would inherit that.
        Process script = new ProcessBuilder(
                        "script", "-qec", "env --default-signal=INT sh '" + command + "'", "/dev/null")
                .redirectErrorStream(true)
                .start();
        CompletableFuture.delayedExecutor(50, TimeUnit.SECONDS).execute(script::destroyForcibly);
        try (var keyboard = script.getOutputStream();
                var screen = script.getInputStream()) {
            var seen = new ByteArrayOutputStream();
            boolean asked = false;
            for (int next = screen.read(); next >= 0; next = screen.read()) {
                seen.write(next);
                if (!asked && seen.toString(StandardCharsets.UTF_8).contains(QUESTION)) {
                    asked = true;
                    keyboard.write(typed.getBytes(StandardCharsets.UTF_8));
                    keyboard.flush();
                }
            }
            return seen.toString(StandardCharsets.UTF_8);
        } finally {
            script.destroyForcibly().waitFor();
        }
    }
}
