package dev.jangada.cli.evidence;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.cli.Ran;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
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

    private Ran backup(String... words) {
        return jangada(Stream.concat(
                        Stream.concat(Stream.of("backup"), Stream.of(words)),
                        Stream.of("--config", planted.settings().toString()))
                .toArray(String[]::new));
    }

    @Test
    void aClusterWithoutABackupIsNamedAndSoAreThoseThatHaveOne() {
        planted.backup("2026-10-01T03:00:00Z", true, Optional.empty());
        Ran list = backup("list", "--cluster", "prodution");
        assertThat(list.code()).isZero();
        assertThat(list.err()).contains("no backup of prodution", "only of production", "--cluster prodution");
    }

    @Test
    void anEmptyRepositoryIsSaidToBeEmpty() {
        assertThat(backup("list").err()).contains("There is no backup in ");
    }
}
