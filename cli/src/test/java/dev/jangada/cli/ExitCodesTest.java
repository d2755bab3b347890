package dev.jangada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.cli.evidence.PlantedBackups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * 2 is for what is wrong on the command line, also a name on it of something that is not there; 1 for what is right there, and fails:
 * a passphrase that opens nothing, {@code latest} where there is nothing yet.
 */
class ExitCodesTest {

    @TempDir
    private Path folder;

    private PlantedBackups planted;

    @BeforeEach
    void plant() throws IOException {
        planted = PlantedBackups.in(folder, "");
    }

    private Ran run(String line, String... more) {
        return Ran.withEnvironment(
                Map.of("XDG_STATE_HOME", folder.resolve("state").toString()),
                false,
                Stream.concat(
                                Stream.of(line.split(" ")),
                                Stream.concat(
                                        Stream.of(more),
                                        Stream.of("--config", planted.settings().toString())))
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backup show abcdef",
                "backup verify abcdef",
                "backup forget abcdef",
                "backup export abcdef --tar out.tar",
                "get ns --from backup:abcdef",
                "history ns default --from backup:abcdef",
                "dump out --from backup:abcdef",
                "diff backup:abcdef backup:abcdef",
                "repository key remove abcdef",
                "restore report abcdef",
                "restore resume abcdef",
                "restore undo abcdef",
            })
    void aNameOfNothingIsAMistakeOfTheCommandLine(String line) {
        Ran ran = run(line);
        assertThat(ran.err()).contains("abcdef").hasLineCount(1);
        assertThat(ran.code()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backup list",
                "backup show latest",
                "repository info",
                "get ns --from backup:latest",
                "history ns default --from backup:latest",
            })
    void aPassphraseThatOpensNothingFails(String line) throws IOException {
        for (String text : new String[] {"another", "", "two\nlines"}) {
            Path file = Files.writeString(folder.resolve("wrong"), text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            Ran ran = run(line, "--password-file", file.toString());
            assertThat(ran.err()).hasLineCount(1);
            assertThat(ran.code()).as("%s, by \"%s\"", line, text).isEqualTo(1);
        }
    }

    @Test
    void theLatestOfNoneFails() {
        for (String line : new String[] {"backup show latest", "get ns --from backup:latest"}) {
            Ran ran = run(line);
            assertThat(ran.err()).contains("There is no backup").hasLineCount(1);
            assertThat(ran.code()).isEqualTo(1);
        }
    }
}
