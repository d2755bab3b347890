package dev.jangada.cli.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.cli.Ran;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.ControlPlane;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that a real API server has encrypted: read with its configuration, and missed without it. */
class EncryptedEtcdTest {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir
    private Path folder;

    private Path configuration() throws IOException {
        return Files.writeString(folder.resolve("encryption.yaml"), """
                apiVersion: apiserver.config.k8s.io/v1
                kind: EncryptionConfiguration
                resources:
                  - resources: [secrets]
                    providers:
                      - secretbox: {keys: [{name: key1, secret: %s}]}
                      - identity: {}
                """.formatted(KEY));
    }

    @Test
    void secretsAreReadWithTheServersConfiguration() throws IOException {
        Path configuration = configuration();
        try (ControlPlane cluster = ControlPlane.start(options ->
                options.withoutControllerManager().apiServerFlags("--encryption-provider-config=" + configuration))) {
            cluster.kubectl("create", "secret", "generic", "db", "--from-literal=password=caju")
                    .orFail();
            cluster.kubectl("create", "configmap", "plain", "--from-literal=fruit=manga")
                    .orFail();
            // As if it were from before the API server was told to encrypt.
            byte[] plain = cluster.kubectl("get", "secret", "db", "-o", "json")
                    .orFail()
                    .getBytes(StandardCharsets.UTF_8);
            cluster.etcd().put(Map.of("/registry/secrets/default/db", plain));
            cluster.kubectl("patch", "secret", "db", "-p", "{\"metadata\":{\"labels\":{\"fruit\":\"caju\"}}}")
                    .orFail();
            String file = folder.resolve("snap.db").toString();
            assertThat(Ran.jangada(
                                    "etcd",
                                    "save",
                                    file,
                                    "--endpoints",
                                    cluster.etcd().endpoint())
                            .code())
                    .isZero();

            Ran status = Ran.jangada("etcd", "status", file);
            assertThat(status.out()).containsPattern("Encrypted +secrets \\(secretbox:v1:key1\\)");
            String source = "etcd:" + file;
            Ran read = Ran.jangada(
                    "get",
                    "secret",
                    "db",
                    "-o",
                    "json",
                    "--from",
                    source,
                    "--encryption-config",
                    configuration.toString());
            assertThat(read.code()).as(read.err()).isZero();
            JsonNode secret = Json.mapper().readTree(read.out());
            assertThat(secret.at("/data/password").asText())
                    .isEqualTo(Base64.getEncoder().encodeToString("caju".getBytes(StandardCharsets.UTF_8)));

            Path settings = Files.writeString(
                    folder.resolve("jangada.yaml"), "cluster:\n  etcd:\n    encryptionConfigFile: encryption.yaml\n");
            assertThat(Ran.jangada("get", "secret", "db", "--from", source, "--config", settings.toString())
                            .code())
                    .isZero();

            Ran without = Ran.jangada("get", "secret", "db", "--from", source);
            assertThat(without.code()).isNotZero();
            assertThat(without.err()).contains("encrypt").doesNotContain("Exception");
            assertThat(Ran.jangada("get", "cm", "plain", "--from", source).code())
                    .isZero();
            Ran history = Ran.jangada("history", "secret", "db", "--from", source);
            assertThat(history.code()).isEqualTo(3);
            assertThat(history.out().lines().map(line -> line.replaceFirst("\\d+ +", "")))
                    .containsExactly("cannot be read", "oldest that can be read", "cannot be read");
            assertThat(history.err()).contains("2 of 3 revisions", "--encryption-config");
            Ran dump = Ran.jangada(
                    "dump", folder.resolve("dump").toString(), "-n", "default", "--all-kinds", "--from", source);
            assertThat(dump.code()).as(dump.err()).isEqualTo(3);
            assertThat(dump.err()).contains("secrets").contains("INCOMPLETE");
        }
    }
}
