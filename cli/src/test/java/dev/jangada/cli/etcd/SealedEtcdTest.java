package dev.jangada.cli.etcd;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.Made;
import dev.jangada.cli.Ran;
import dev.jangada.lab.EtcdCluster;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that a KMS plugin has the key of: listed, counted, told once, and in nobody's way. */
class SealedEtcdTest {

    @TempDir
    private static Path shared;

    private static String file;

    @TempDir
    private Path folder;

    @BeforeAll
    static void store() {
        try (EtcdCluster etcd = EtcdCluster.start(options -> {})) {
            for (String name : List.of("kube-system", "shop")) {
                put(etcd, "/registry/namespaces/" + name, Made.object("Namespace", name));
            }
            put(etcd, "/registry/secrets/shop/plain", object("Secret", "plain"));
            put(etcd, "/registry/configmaps/shop/plain", object("ConfigMap", "plain"));
            for (int i = 0; i < 7; i++) {
                etcd.gateway().put("/registry/secrets/shop/sealed-" + i, sealed("vault"));
            }
            etcd.gateway().put("/registry/configmaps/shop/sealed", sealed("vault"));
            file = shared.resolve("snap.db").toString();
            etcd.snapshot(Path.of(file));
        }
    }

    private static ObjectNode object(String kind, String name) {
        ObjectNode object = Made.object(kind, name);
        object.withObject("/metadata").put("namespace", "shop");
        return object;
    }

    private static void put(EtcdCluster etcd, String key, ObjectNode object) {
        etcd.gateway().put(key, object.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** As KMS v2 writes one: the plugin's name, and a message of protobuf that begins with the encrypted data. */
    private static byte[] sealed(String plugin) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(("k8s:enc:kms:v2:" + plugin + ":").getBytes(StandardCharsets.UTF_8));
        out.write(0x0a);
        out.write(60);
        out.writeBytes(new byte[60]);
        out.writeBytes(new byte[] {0x12, 3, 'k', 'i', 'd'});
        return out.toByteArray();
    }

    @Test
    void statusSaysHowManyAndOfWhichKinds() {
        Ran status = jangada("etcd", "status", file);
        assertThat(status.code()).as(status.err()).isZero();
        assertThat(status.out())
                .contains("configmaps (kms:v2:vault: 1 of 2), secrets (kms:v2:vault: 7 of 8)")
                .containsPattern("Sealed +7 of secrets, 1 of configmaps, by the KMS plugin vault \\(KMS v2\\)");
        assertThat(jangada("etcd", "keys", file, "/registry/secrets/").out())
                .contains("/registry/secrets/shop/sealed-6");
    }

    @Test
    void getTellsAllOfThemOnce() {
        Ran secrets = jangada("get", "secrets", "-n", "shop", "--from", "etcd:" + file);
        assertThat(secrets.code()).isNotZero();
        assertThat(secrets.err())
                .contains("7 of 8 objects of secrets")
                .contains("vault (KMS v2)")
                .contains("shop/sealed-0, shop/sealed-1, shop/sealed-2, shop/sealed-3, shop/sealed-4 and 2 more")
                .containsOnlyOnce("KMS plugin");
        assertThat(jangada("get", "secret", "plain", "-n", "shop", "--from", "etcd:" + file)
                        .code())
                .isZero();
        Ran one = jangada("get", "secret", "sealed-3", "-n", "shop", "--from", "etcd:" + file);
        assertThat(one.code()).isNotZero();
        assertThat(one.err()).contains("sealed-3").contains("vault");
    }

    @Test
    void aDumpNamesEachKindOnce() {
        Ran dump = jangada("dump", folder.resolve("dump").toString(), "-n", "shop", "--from", "etcd:" + file);
        assertThat(dump.code()).as(dump.err()).isEqualTo(3);
        assertThat(Pattern.compile("KMS plugin").matcher(dump.err()).results()).hasSize(2);
        assertThat(dump.err()).contains("7 of 8 objects of secrets").contains("1 of 2 objects of configmaps");
    }
}
