package dev.jangada.cli.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.cli.Ran;
import dev.jangada.kube.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What `etcd status` says of a large cluster: every kind whole, however many namespaces and objects there are. */
class StatusOfManyTest {

    private static final int MANY = 12_000;

    @TempDir
    private Path folder;

    private JsonNode status(Path file) throws IOException {
        Ran ran = Ran.jangada("etcd", "status", file.toString(), "-o", "json");
        assertThat(ran.code()).as(ran.err()).isZero();
        return Json.mapper().readTree(ran.out());
    }

    private static Map<String, Long> keys(JsonNode status) {
        var keys = new TreeMap<String, Long>();
        status.path("contents")
                .forEach(group -> keys.put(
                        group.path("kind").asText() + "=" + group.path("prefix").asText(),
                        group.path("keys").asLong()));
        return keys;
    }

    private Path cluster(String prefix) {
        Path file = folder.resolve("db");
        try (var etcd = new MadeEtcd(file)) {
            etcd.put(prefix + "/namespaces/kube-system", new byte[9]);
            for (int i = 0; i < MANY; i++) {
                etcd.put(prefix + "/configmaps/ns-" + i + "/map", new byte[9]);
                etcd.put(prefix + "/clusterroles/role-" + i, new byte[9]);
                etcd.put(prefix + "/services/specs/ns-" + i + "/web", new byte[9]);
                etcd.put(prefix + "/example.com/widgets/ns-" + i + "/w", new byte[9]);
            }
            etcd.finish();
        }
        return file;
    }

    @Test
    void everyKindIsWhole() throws IOException {
        JsonNode status = status(cluster("/registry"));
        assertThat(keys(status))
                .containsOnly(
                        Map.entry("configmaps=/registry/configmaps/", (long) MANY),
                        Map.entry("clusterroles.rbac.authorization.k8s.io=/registry/clusterroles/", (long) MANY),
                        Map.entry("services=/registry/services/specs/", (long) MANY),
                        Map.entry("widgets.example.com=/registry/example.com/widgets/", (long) MANY),
                        Map.entry("namespaces=/registry/namespaces/", 1L));
        assertThat(status.has("notSorted")).isFalse();
    }

    private static byte[] sealed(String key) {
        return ("k8s:enc:secretbox:v1:" + key + ":########").getBytes(StandardCharsets.UTF_8);
    }

    /** Whoever turns encryption on encrypts what is written from then on, and not always Secrets. */
    @Test
    void everyValueIsAskedHowItIsEncrypted() throws IOException {
        Path file = folder.resolve("db");
        try (var etcd = new MadeEtcd(file)) {
            etcd.put("/registry/namespaces/kube-system", new byte[9]);
            etcd.put("/registry/secrets/shop/plain", new byte[9]);
            for (int i = 0; i < 1_000; i++) {
                etcd.put("/registry/configmaps/shop/map-" + i, i == 777 ? sealed("key1") : new byte[9]);
                etcd.put("/registry/example.com/widgets/shop/w-" + i, sealed(i % 2 == 0 ? "key1" : "key2"));
            }
            etcd.finish();
        }
        JsonNode status = status(file);
        status.path("contents").forEach(group -> {
            String kind = group.path("kind").asText();
            long encrypted = kind.equals("configmaps") ? 1 : kind.equals("widgets.example.com") ? 1_000 : 0;
            assertThat(group.path("encryptedKeys").asLong()).as(kind).isEqualTo(encrypted);
            assertThat(group.has("encryption")).as(kind).isEqualTo(encrypted > 0);
        });
        assertThat(Ran.jangada("etcd", "status", file.toString()).out())
                .contains("configmaps (secretbox:v1:key1: 1 of 1,000), "
                        + "widgets.example.com (secretbox:v1:key1: 500 of 1,000, secretbox:v1:key2: 500 of 1,000); "
                        + "Secrets lie in this file in the clear");
    }

    @Test
    void belowAnyPrefix() throws IOException {
        JsonNode status = status(cluster("/clusters/one/k8s"));
        assertThat(status.path("kubernetes").asBoolean()).isTrue();
        assertThat(keys(status))
                .hasSize(5)
                .containsEntry("widgets.example.com=/clusters/one/k8s/example.com/widgets/", (long) MANY);
    }

    @Test
    void whatCannotBeToldApartIsSaid() throws IOException {
        Path file = folder.resolve("db");
        try (var etcd = new MadeEtcd(file)) {
            for (int i = 0; i < MANY; i++) {
                etcd.put("/app/tenant-" + i + "/x", new byte[9]);
            }
            etcd.put("/k8s/namespaces/kube-system", new byte[9]);
            etcd.finish();
        }
        JsonNode status = status(file);
        assertThat(status.path("notSorted").path("keys").asLong()).isBetween(2_000L, 2_001L);
        assertThat(status.path("kubernetes").asBoolean()).isTrue();
        assertThat(Ran.jangada("etcd", "status", file.toString()).out())
                .containsPattern("Not in this table: 2,00[01] keys with")
                .contains("more than 10,000 different ways");
    }
}
