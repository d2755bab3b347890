package dev.jangada.cli.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which backup {@code latest} is, and what is said where that is doubtful. */
class LatestTest {

    @TempDir
    Path folder;

    private PlantedBackups planted;

    @BeforeEach
    void plant() throws Exception {
        planted = PlantedBackups.in(folder, "");
    }

    @Test
    void aDocumentThatCannotBeReadMayBeNewer() throws IOException {
        String older = planted.backup("2026-10-01T03:00:00Z", true, Optional.empty());
        String newer = planted.backup("2026-10-02T03:00:00Z", true, Optional.empty());
        assertThat(planted.run("backup", "show").err())
                .contains("backup:" + newer.substring(0, 8))
                .hasLineCount(1);

        Path document = planted.repository().resolve("snapshots").resolve(newer);
        byte[] whole = Files.readAllBytes(document);
        assertThat(document.toFile().setWritable(true)).isTrue();
        Files.write(document, Arrays.copyOf(whole, whole.length / 2));
        assertThat(planted.run("backup", "show").err())
                .contains("1 snapshot in ", "there may be a newer backup", "backup:" + older.substring(0, 8));
        assertThat(planted.run("backup", "verify", "--no-evidence").err()).contains("there may be a newer backup");
        // Who names one is not told of others.
        assertThat(planted.run("backup", "show", older).err()).doesNotContain("newer backup");
    }

    @Test
    void aPartIsPassedOverAndThatIsSaid() {
        String whole = planted.backup("2026-10-01T03:00:00Z", true, Optional.empty());
        String part = part("2026-10-02T03:00:00Z");
        String newest = part("2026-10-03T03:00:00Z");
        assertThat(planted.run("backup", "show").err())
                .contains("2 backups are newer than " + whole.substring(0, 8), "name it: " + newest.substring(0, 8))
                .contains("backup:" + whole.substring(0, 8));
        assertThat(planted.run("backup", "show", part).err()).doesNotContain("newer");
        assertThat(planted.run("backup", "list").out())
                .contains("HOLDS")
                .containsPattern("(?m)^" + newest.substring(0, 8) + ".* part ");
        assertThat(planted.run("backup", "list", "-o", "json").out())
                .contains("\"holds\" : \"all\"", "\"holds\" : \"part\"");
        assertThat(planted.run("backup", "forget", "--keep-last", "1", "--yes").out())
                .contains("forget  " + part.substring(0, 8))
                .containsPattern("keep +" + newest.substring(0, 8) + ".*  part");
        assertThat(planted.run("backup", "list").out()).contains(whole.substring(0, 8), newest.substring(0, 8));
    }

    @Test
    void whereThereAreOnlyPartsTheNewestIsTakenAndThatIsSaid() {
        String part = part("2026-10-02T03:00:00Z");
        assertThat(planted.run("backup", "show").err())
                .contains(part.substring(0, 8) + " is taken as latest because no complete");
        assertThat(planted.run("backup", "forget", part.substring(0, 8), "--yes")
                        .code())
                .isEqualTo(5);
    }

    private String part(String time) {
        return planted.backup("production", time, true, Optional.empty(), List.of("jangada-part=0123456789abcdef"));
    }

    @Test
    void aCopyThatLeavesOutWhatCannotBeReadIsNotWhole() throws IOException {
        String lost = planted.backup("2026-10-01T03:00:00Z", true, Optional.empty());
        Path document = planted.repository().resolve("snapshots").resolve(lost);
        assertThat(document.toFile().setWritable(true)).isTrue();
        Files.write(document, new byte[] {1, 2, 3});
        Path second = Files.createDirectory(folder.resolve("second"));
        PlantedBackups other = PlantedBackups.in(second, "");
        Ran copy = planted.run(
                "backup",
                "copy",
                "--to",
                other.repository().toString(),
                "--to-password-file",
                second.resolve("passphrase").toString());
        assertThat(copy.code()).as(copy.err()).isEqualTo(3);
        assertThat(copy.err()).contains(lost.substring(0, 8));
    }
}
