package dev.jangada.cli.objects;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.jangada.cli.Ran;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.EtcdCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code get} can read it prints whole, and well-formed; what it cannot it tells on standard error. */
class UnreadObjectsTest {

    /** What a KMS plugin has encrypted nobody reads but an API server that reaches it. */
    private static final String KMS = "k8s:enc:kms:v2:vault:";

    @TempDir
    private static Path folder;

    private static String source;

    /** In the namespace shop two ConfigMaps and one that is encrypted; in dark nothing but such a one; in worn a damaged Secret. */
    @BeforeAll
    static void save() {
        Path file = folder.resolve("snap.db");
        try (EtcdCluster etcd = EtcdCluster.start(options -> {})) {
            for (String name : List.of("acerola", "caju")) {
                etcd.gateway().put("/registry/configmaps/shop/" + name, bytes("""
                                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"%s","namespace":"shop"}}""".formatted(name)));
            }
            etcd.gateway().put("/registry/configmaps/shop/bacuri", bytes(KMS + "\u0001\u0002\u0003"));
            etcd.gateway().put("/registry/secrets/worn/broken", bytes("k8s\u0000\u007f\u007f"));
            etcd.gateway().put("/registry/secrets/worn/sound", bytes("""
                            {"apiVersion":"v1","kind":"Secret","metadata":{"name":"sound","namespace":"worn"}}"""));
            etcd.gateway().put("/registry/configmaps/dark/pitanga", bytes(KMS + "\u0001"));
            etcd.gateway().put("/registry/services/specs/shop/web", bytes("""
                            {"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"shop"}}"""));
            etcd.snapshot(file);
        }
        source = "etcd:" + file;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Ran get(String... arguments) {
        var all = new java.util.ArrayList<>(List.of("get"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--from", source));
        return jangada(all.toArray(String[]::new));
    }

    private static void told(int code, Ran ran) {
        assertThat(ran.code()).as(ran.err()).isEqualTo(code);
        assertThat(ran.err()).contains("KMS plugin vault").contains("bacuri").doesNotContain("Exception");
    }

    @Test
    void aTableHasWhatCanBeRead() {
        Ran ran = get("cm", "-n", "shop");
        told(3, ran);
        assertThat(ran.out().lines()).hasSize(3);
        assertThat(ran.out()).containsPattern("(?s)^NAME .*acerola .*caju ");
        assertThat(ran.err()).contains("1 of 3 objects of configmaps").hasLineCount(1);
    }

    @Test
    void jsonIsOneWholeDocument() throws IOException {
        Ran ran = get("cm", "-n", "shop", "-o", "json");
        told(3, ran);
        assertThat(names(Json.mapper().readTree(ran.out()))).containsExactly("acerola", "caju");
    }

    @Test
    void yamlIsOneWholeDocument() throws IOException {
        Ran ran = get("cm", "-n", "shop", "-o", "yaml");
        told(3, ran);
        JsonNode list = new YAMLMapper().readTree(ran.out());
        assertThat(list.path("kind").asText()).isEqualTo("List");
        assertThat(names(list)).containsExactly("acerola", "caju");
    }

    @Test
    void namesAreThoseThatCanBeRead() {
        Ran ran = get("cm", "-n", "shop", "-o", "name");
        told(3, ran);
        assertThat(ran.out()).isEqualTo("configmap/acerola\nconfigmap/caju\n");
    }

    @Test
    void theOtherKindsAreShownToo() throws IOException {
        Ran ran = get("cm,svc", "-n", "shop", "-o", "json");
        told(3, ran);
        assertThat(names(Json.mapper().readTree(ran.out()))).containsExactly("acerola", "caju", "web");
    }

    @Test
    void theOtherNamesAreShownToo() throws IOException {
        Ran ran = get("cm", "bacuri", "caju", "-n", "shop", "-o", "json");
        told(3, ran);
        assertThat(names(Json.mapper().readTree(ran.out()))).containsExactly("caju");
    }

    @Test
    void damageIsAnotherCode() {
        Ran ran = get("secrets", "-n", "worn", "-o", "name");
        assertThat(ran.code()).as(ran.err()).isEqualTo(4);
        assertThat(ran.out()).isEqualTo("secret/sound\n");
        assertThat(ran.err()).contains("1 of 2 objects of secrets").contains("damaged");
    }

    @Test
    void whereNothingCanBeReadTheCommandHasFailed() {
        for (String format : List.of("table", "json", "yaml", "name")) {
            Ran one = get("cm", "bacuri", "-n", "shop", "-o", format);
            told(1, one);
            assertThat(one.out()).isEmpty();
            Ran all = get("cm", "-n", "dark", "-o", format);
            assertThat(all.code()).as(all.err()).isEqualTo(1);
            assertThat(all.out()).isEmpty();
            assertThat(all.err()).contains("pitanga");
        }
    }

    private static List<String> names(JsonNode list) {
        return list.path("items")
                .valueStream()
                .map(item -> item.at("/metadata/name").asText())
                .toList();
    }
}
