package dev.jangada.cli.repository.command;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.cli.Ran;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.S3Gateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a bucket behind TLS with a private authority, named in the settings. */
class RepositoryOnS3Test {

    @TempDir
    Path folder;

    private S3Gateway server;

    @BeforeEach
    void start() {
        server = S3Gateway.startWithTls();
        server.createBucket("backups");
        // The first place where the usual chain of credentials looks.
        System.setProperty("aws.accessKeyId", server.accessKey());
        System.setProperty("aws.secretAccessKey", server.secretKey());
    }

    @AfterEach
    void stop() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        server.close();
    }

    @Test
    void whereNobodyCanPromiseToBeTheOnlyOneThatIsTold() throws IOException {
        Path passphrase = Files.writeString(folder.resolve("passphrase"), "correct horse\n");
        Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
        try (FakeOldStore old = FakeOldStore.before(server)) {
            String[] init = {
                "repository",
                "init",
                "--no-cache",
                "-r",
                "s3:" + old.endpoint() + "/backups/old",
                "--password-file",
                passphrase.toString()
            };
            Ran made = jangada(init);
            assertThat(made.code()).as(made.err()).isZero();
            assertThat(old.refused()).isEqualTo(1);
            assertThat(made.out()).contains("is made at s3:" + old.endpoint());
            assertThat(made.err()).contains("cannot promise that nobody else has made a repository in the same place");
            Ran again = jangada(init);
            assertThat(again.code()).isEqualTo(5);
            assertThat(again.err()).contains("is a repository already").hasLineCount(1);
        }
        Ran guarded = jangada(
                "repository",
                "init",
                "--no-cache",
                "-r",
                "s3:" + server.endpoint() + "/backups/new",
                "--password-file",
                passphrase.toString(),
                "--repository-ca-file",
                server.caFile().toString());
        assertThat(guarded.code()).as(guarded.err()).isZero();
        assertThat(guarded.err()).doesNotContain("cannot promise");
    }

    @Test
    void settingsNameBucketAuthorityAndPassphrase() throws IOException {
        Path passphrase = Files.writeString(folder.resolve("passphrase"), "correct horse\n");
        Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
        String url = "s3:" + server.endpoint() + "/backups/production";
        String config = Files.writeString(folder.resolve("jangada.yaml"), """
                repository:
                  url: %s
                  passwordFile: passphrase
                  caFile: %s
                  cache: cache
                """.formatted(url, server.caFile()))
                .toString();
        Ran made = jangada("repository", "init", "--config", config);
        assertThat(made.code()).as(made.err()).isZero();
        var restic = new RealRestic(
                url,
                "correct horse",
                Map.of("AWS_ACCESS_KEY_ID", server.accessKey(), "AWS_SECRET_ACCESS_KEY", server.secretKey()),
                List.of("--cacert", server.caFile().toString()));
        restic.must("backup", passphrase.toString());
        Ran info = jangada("repository", "info", "--config", config, "-o", "json");
        assertThat(info.code()).as(info.err()).isZero();
        assertThat(Json.mapper().readTree(info.out()).path("snapshots").asInt()).isEqualTo(1);
        assertThat(folder.resolve("cache")).isDirectory();
        assertThat(jangada("repository", "check", "--read-data", "--config", config)
                        .code())
                .isZero();
        restic.must("check", "--read-data");

        Ran untrusted = jangada("repository", "info", "-r", url, "--password-file", passphrase.toString());
        assertThat(untrusted.code()).isEqualTo(1);
        assertThat(untrusted.err())
                .contains("is not signed by anybody", "--repository-ca-file", "repository.caFile")
                .hasLineCount(1);
        Ran option = jangada(
                "repository",
                "info",
                "--no-cache",
                "-r",
                url,
                "--password-file",
                passphrase.toString(),
                "--repository-ca-file",
                server.caFile().toString());
        assertThat(option.code()).as(option.err()).isZero();
    }
}
