package dev.jangada.cli.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.cli.Ran;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository that has backups of more than one cluster. */
class OtherClustersTest {

    @TempDir
    Path folder;

    private PlantedBackups planted;

    @BeforeEach
    void plant() throws Exception {
        planted = PlantedBackups.in(folder, "");
    }

    @Test
    void aClusterWithoutABackupIsNamedAndSoAreThoseThatHaveOne() {
        planted.backup("2026-10-01T03:00:00Z", true, Optional.empty());
        Ran list = planted.run("backup", "list", "--cluster", "prodution");
        assertThat(list.code()).isZero();
        assertThat(list.err()).contains("no backup of prodution", "only of production", "--cluster prodution");
    }

    @Test
    void anotherClustersBackupIsNotForgottenUnseen() {
        String ours = planted.backup("2026-10-01T03:00:00Z", true, Optional.empty());
        String theirs = planted.backup("zwei", "2026-10-02T03:00:00Z", true, Optional.empty(), List.of());
        var _ = planted.backup("zwei", "2026-10-03T03:00:00Z", true, Optional.empty(), List.of());
        Ran refused = planted.run("backup", "forget", theirs.substring(0, 10), "--yes");
        assertThat(refused.code()).isEqualTo(5);
        assertThat(refused.err())
                .contains("is a backup of zwei, not of production", "--cluster zwei")
                .hasLineCount(1);
        assertThat(planted.run("backup", "list", "--all-clusters").out())
                .contains(theirs.substring(0, 8), ours.substring(0, 8));
        assertThat(planted.run("backup", "forget", theirs.substring(0, 10), "--all-clusters", "--dry-run")
                        .code())
                .isZero();
        assertThat(planted.run("backup", "forget", theirs.substring(0, 10), "--cluster", "zwei", "--yes")
                        .code())
                .isZero();
        assertThat(planted.run("backup", "list", "--all-clusters").out()).doesNotContain(theirs.substring(0, 8));
    }

    @Test
    void theLatestOfAllClustersIsTheNewestOfThemTogether() {
        String ours = planted.backup("2026-10-01T03:00:00Z", true, Optional.empty());
        String theirs = planted.backup("zwei", "2026-10-02T03:00:00Z", true, Optional.empty(), List.of());
        // What is planted is no whole backup: that it is not sound tells which one was read.
        assertThat(planted.run("backup", "show", "latest").err()).contains("backup:" + ours.substring(0, 8));
        assertThat(planted.run("backup", "show", "latest", "--all-clusters").err())
                .contains("backup:" + theirs.substring(0, 8));
        assertThat(planted.run("backup", "verify", "--no-evidence", "--all-clusters")
                        .err())
                .contains(theirs.substring(0, 8));
    }

    @Test
    void anEmptyRepositoryIsSaidToBeEmpty() {
        assertThat(planted.run("backup", "list").err()).contains("There is no backup in ");
    }
}
