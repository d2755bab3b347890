package dev.jangada.kube.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.storage.encryption.EncryptionConfiguration;
import dev.jangada.lab.ControlPlane;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real API server encrypts with each of its providers; what it stored is read with its own configuration. */
final class EncryptedClusterTest {

    private static final String CONFIGURATION = """
            apiVersion: apiserver.config.k8s.io/v1
            kind: EncryptionConfiguration
            resources:
            - resources: [secrets]
              providers:
              - aesgcm: {keys: [{name: g1, secret: "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU="}]}
            - resources: [configmaps]
              providers:
              - aescbc: {keys: [{name: c1, secret: "MDEyMzQ1Njc4OWFiY2RlZg=="}]}
              - identity: {}
            - resources: ["*.batch"]
              providers:
              - secretbox: {keys: [{name: s1, secret: "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU="}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void decryptsWhatEachProviderEncrypted() throws IOException {
        Path file = folder.resolve("encryption.yaml");
        Files.writeString(file, CONFIGURATION);
        try (ControlPlane cluster = ControlPlane.start(
                options -> options.withoutControllerManager().apiServerFlags("--encryption-provider-config=" + file))) {
            post(cluster, "v1", "Secret", "\"stringData\": {\"password\": \"hunter2\"}");
            post(cluster, "v1", "ConfigMap", "\"data\": {\"text\": \"olá\"}");
            post(cluster, "batch/v1", "CronJob", """
                    "spec": {"schedule": "0 3 * * *", "jobTemplate": {"spec": {"template": {"spec": {"restartPolicy": "Never",
                     "containers": [{"name": "c", "image": "busybox"}]}}}}}
                    """);
            RecordedData data = RecordedData.of(cluster.etcd(), "/");
            assertThat(scheme(data, "/registry/secrets/default/one")).contains("aesgcm:v1:g1");
            assertThat(scheme(data, "/registry/configmaps/default/one")).contains("aescbc:v1:c1");
            assertThat(scheme(data, "/registry/cronjobs/default/one")).contains("secretbox:v1:s1");

            try (EtcdSource source = open(data, EncryptionConfiguration.read(file))) {
                assertThat(source.coverage().gaps()).isEmpty();
                for (String[] type : new String[][] {{"v1", "Secret"}, {"v1", "ConfigMap"}, {"batch/v1", "CronJob"}}) {
                    ResourceKind kind = kind(source, type[0], type[1]);
                    KubeObject stored = source.get(kind, "default", "one").orElseThrow();
                    ObjectNode served = cluster.api()
                            .get(cluster.api().resources().collection(type[0], type[1], "default") + "/one");
                    assertThat(SameJson.differences(stored.tree(), served))
                            .as(type[1])
                            .isEmpty();
                }
            }
            withoutKeysTheKindsAreGaps(data);
        }
    }

    private static void withoutKeysTheKindsAreGaps(RecordedData data) {
        try (EtcdSource source = open(data, EncryptionConfiguration.NONE)) {
            assertThat(source.coverage().gaps())
                    .extracting(gap -> gap.what() + " " + gap.why().code())
                    .containsExactlyInAnyOrder(
                            "configmaps no-configuration",
                            "cronjobs.batch no-configuration",
                            "secrets no-configuration");
            ResourceKind secrets = kind(source, "v1", "Secret");
            List<KubeObject> read = new ArrayList<>();

            Problem problem = catchThrowableOfType(Problem.class, () -> source.read(secrets, Selection.ALL, read::add));

            assertThat(problem.code()).isEqualTo("some-unreadable");
            assertThat(problem).hasMessageContaining("secrets").hasMessageContaining("--encryption-config");
            assertThat(read).isEmpty();
            assertThat(source.provenance().clusterUid()).isPresent();
        }
    }

    private static EtcdSource open(RecordedData data, EncryptionConfiguration keys) {
        return EtcdSource.open(data, data.currentRevision(), keys, Optional.empty());
    }

    private static ResourceKind kind(EtcdSource source, String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        return source.kinds()
                .find(new GroupKind(slash < 0 ? "" : apiVersion.substring(0, slash), kind))
                .orElseThrow();
    }

    private static void post(ControlPlane cluster, String apiVersion, String kind, String rest) throws IOException {
        String json =
                "{\"apiVersion\": \"%s\", \"kind\": \"%s\", \"metadata\": {\"name\": \"one\", \"namespace\": \"default\"}, %s}"
                        .formatted(apiVersion, kind, rest);
        var _ = cluster.api()
                .post(
                        cluster.api().resources().collection(apiVersion, kind, "default"),
                        Json.mapper().readTree(json));
    }

    private static Optional<String> scheme(RecordedData data, String key) {
        byte[] value = data.history(KeyLayout.bytes(key)).getLast().value().get();
        return EncryptionConfiguration.scheme(value);
    }
}
