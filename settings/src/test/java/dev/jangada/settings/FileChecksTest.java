package dev.jangada.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.settings.problem.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileChecksTest {

    @TempDir
    Path folder;

    @Test
    void filesAndProgramsThatAreNamedAreLookedAt() throws IOException {
        Files.setPosixFilePermissions(
                Files.writeString(folder.resolve("open"), "secret"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(
                Files.writeString(folder.resolve("private"), "secret"), PosixFilePermissions.fromString("rw-------"));
        Files.createDirectory(folder.resolve("dir"));
        Path file = Files.writeString(folder.resolve("j.yaml"), """
                cluster:
                  kubeconfig: open
                  etcd:
                    caFile: dir
                    certFile: missing
                    keyFile: private
                    encryptionConfigFile: open
                repository:
                  passwordCommand: [no-such-program, x]
                  url: not/yet/there
                metrics: {textfile: dir/not-yet-there.prom}
                onFailure: [sh, -c, "true"]
                """);
        ReadSettings read = SettingsFile.read(file, folder);
        assertThat(read.mistakes()).isEmpty();
        assertThat(read.checkFiles(Optional.of("/nowhere:/bin:/usr/bin")))
                .extracting(Mistake::line, mistake -> mistake.problem().code())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(4, "not-a-file"),
                        org.assertj.core.groups.Tuple.tuple(5, "file-missing"),
                        org.assertj.core.groups.Tuple.tuple(7, "file-too-open"),
                        org.assertj.core.groups.Tuple.tuple(9, "program-missing"));
    }

    @Test
    void whatIsWrittenNeedsItsFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("j.yaml"), "metrics:\n  textfile: no/such/jangada.prom\n");
        assertThat(SettingsFile.read(file, folder).checkFiles(Optional.empty()))
                .singleElement()
                .satisfies(mistake -> {
                    assertThat(mistake.line()).isEqualTo(2);
                    assertThat(mistake.problem())
                            .hasMessageContaining("metrics.textfile")
                            .hasMessageContaining(folder.resolve("no/such").toString());
                });
        Files.createDirectories(folder.resolve("no/such/jangada.prom"));
        assertThat(SettingsFile.read(file, folder).checkFiles(Optional.empty()))
                .extracting(mistake -> mistake.problem().code())
                .containsExactly("not-a-file");
    }
}
