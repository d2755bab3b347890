package dev.jangada.kube.storage;

import static dev.jangada.kube.storage.Sources.kind;
import static dev.jangada.kube.storage.Sources.open;
import static dev.jangada.kube.storage.Sources.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.storage.encryption.EncryptionConfiguration;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A source over changes that the test writes down. */
final class EtcdSourceTest {

    @Test
    void readsTheStateAtARevision() {
        RecordedData data = new RecordedData()
                .put("/registry/configmaps/shop/a", json("ConfigMap", "shop", "a", "1"))
                .put("/registry/configmaps/shop/b", json("ConfigMap", "shop", "b", "1"))
                .put("/registry/configmaps/shop/a", json("ConfigMap", "shop", "a", "2"))
                .delete("/registry/configmaps/shop/b");

        assertThat(values(data, 3)).containsExactly("a=1@2", "b=1@3");
        assertThat(values(data, 4)).containsExactly("a=2@4", "b=1@3");
        assertThat(values(data, 5)).containsExactly("a=2@4");
    }

    private static List<String> values(RecordedData data, long revision) {
        try (EtcdSource source = EtcdSource.open(data, revision, EncryptionConfiguration.NONE, Optional.empty())) {
            return read(source, "configmaps", Selection.ALL).stream()
                    .map(object ->
                            object.name() + "=" + object.tree().at("/data/v").asText() + "@" + object.resourceVersion())
                    .toList();
        }
    }

    @Test
    void tellsTheHistoryOfAnObject() {
        RecordedData data = new RecordedData()
                .put("/registry/configmaps/shop/a", json("ConfigMap", "shop", "a", "1"))
                .put("/registry/configmaps/shop/a", json("ConfigMap", "shop", "a", "2"))
                .delete("/registry/configmaps/shop/a")
                .put("/registry/configmaps/shop/a", json("ConfigMap", "shop", "a", "3"));
        try (EtcdSource source = open(data)) {
            List<ObjectRevision> history = source.history(kind(source, "cm"), "shop", "a");

            assertThat(history).extracting(ObjectRevision::revision).containsExactly(2L, 3L, 4L, 5L);
            assertThat(history).extracting(ObjectRevision::created).containsExactly(true, false, false, true);
            assertThat(history)
                    .extracting(each -> each.object()
                            .map(object -> object.object().tree().at("/data/v").asText())
                            .orElse("deleted"))
                    .containsExactly("1", "2", "deleted", "3");
        }
    }

    @Test
    void whatCannotBeReadHidesNothingElseOfAHistory() {
        var data = new RecordedData()
                .put("/registry/configmaps/shop/a", json("ConfigMap", "shop", "a", "1"))
                .put("/registry/configmaps/shop/a", "k8s:enc:aescbc:v1:old:0123456789abcdef0123456789abcdef")
                .put("/registry/configmaps/shop/a", "{")
                .put("/registry/configmaps/shop/a", json("ConfigMap", "shop", "a", "2"));
        try (EtcdSource source = open(data)) {
            List<ObjectRevision> history = source.history(kind(source, "cm"), "shop", "a");

            assertThat(history)
                    .extracting(each -> each.unreadable().map(Problem::code).orElse("read"))
                    .containsExactly("read", "no-configuration", "damaged", "read");
            assertThat(history).noneMatch(ObjectRevision::deleted);
        }
    }

    @Test
    void readsOnlyWhatIsSelected() {
        var data = new RecordedData();
        for (String namespace : List.of("shop", "shop-2", "test")) {
            for (String name : List.of("a", "b")) {
                data.put("/registry/configmaps/" + namespace + "/" + name, json("ConfigMap", namespace, name, "1"));
            }
        }
        // It would be a problem if it were read.
        data.put("/registry/configmaps/test/broken", "{");
        try (EtcdSource source = open(data)) {
            assertThat(paths(source, Selection.ALL.withNamespaces(List.of(Glob.of("shop")), List.of())))
                    .containsExactly("shop/a", "shop/b");
            assertThat(paths(source, Selection.ALL.withNamespaces(List.of(Glob.of("shop*")), List.of(Glob.of("shop")))))
                    .containsExactly("shop-2/a", "shop-2/b");
            assertThat(paths(source, Selection.ALL.withNames(List.of(Glob.of("b")), List.of())))
                    .containsExactly("shop-2/b", "shop/b", "test/b");
        }
    }

    private static List<String> paths(EtcdSource source, Selection selection) {
        return read(source, "configmaps", selection).stream()
                .map(object -> object.namespace() + "/" + object.name())
                .toList();
    }

    @Test
    void whatIsDamagedDoesNotHoldBackTheRest() {
        RecordedData data = new RecordedData()
                .put("/registry/configmaps/shop/a", json("ConfigMap", "shop", "a", "1"))
                .put("/registry/configmaps/shop/b", "{\"apiVersion\":\"v1\"")
                .put("/registry/configmaps/shop/c", json("ConfigMap", "shop", "c", "1"));
        try (EtcdSource source = open(data)) {
            ResourceKind kind = kind(source, "configmaps");
            List<KubeObject> read = new ArrayList<>();

            Problem problem = catchThrowableOfType(Problem.class, () -> source.read(kind, Selection.ALL, read::add));

            assertThat(read).extracting(KubeObject::name).containsExactly("a", "c");
            assertThat(problem.exitCode()).isEqualTo(ExitCode.CORRUPT);
            assertThat(problem).hasMessageContaining("1 of 3").hasMessageContaining("/registry/configmaps/shop/b");
            assertThat(catchThrowableOfType(Problem.class, () -> source.get(kind, "shop", "b"))
                            .code())
                    .isEqualTo("damaged");
            assertThat(source.get(kind, "shop", "none")).isEmpty();
        }
    }

    @Test
    void namesWhatIsNewerThanThisProgram() {
        RecordedData data = new RecordedData()
                // k8s\0 {typeMeta {v1, Secret}, raw {metadata {name: a}, 77: 5}}
                .put(
                        "/registry/secrets/shop/a",
                        HexFormat.of()
                                .parseHex("6b387300" + "0a0c" + "0a027631" + "1206536563726574" + "1208" + "0a030a0161"
                                        + "e80405"))
                .put(
                        "/registry/newthings/shop/b",
                        HexFormat.of()
                                .parseHex("6b387300" + "0a0e" + "0a046e2f7631" + "12065468696e6773" + "1205"
                                        + "0a030a0162"));
        try (EtcdSource source = open(data)) {
            assertThat(read(source, "secrets", Selection.ALL))
                    .singleElement()
                    .satisfies(secret -> assertThat(secret.missing()).containsExactly("core/v1.Secret field 77"));
            assertThat(read(source, "newthings", Selection.ALL))
                    .singleElement()
                    .satisfies(thing -> assertThat(thing.missing()).containsExactly("n/v1 Things"));

            assertThat(source.stored(kind(source, "newthings"), "shop", "b")
                            .orElseThrow()
                            .partial())
                    .isTrue();
        }
    }

    @Test
    void isOfTheMomentOfTheLastRenewedLease() {
        RecordedData data = new RecordedData().put("/registry/namespaces/kube-system", """
                        {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"kube-system","uid":"11-22"}}""");
        try (EtcdSource source = open(data)) {
            assertThat(source.provenance().asOf()).isEqualTo(RecordedData.WRITTEN);
            assertThat(source.provenance().clusterUid()).contains("11-22");
        }
        for (String time :
                List.of("2026-01-02T03:04:05.000006Z", "2026-01-02T03:04:09.000000Z", "2026-01-01T00:00:00.000000Z")) {
            data.put("/registry/leases/kube-system/" + time.charAt(18), """
                    {"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"l","namespace":"kube-system"},
                     "spec":{"renewTime":"%s"}}""".formatted(time));
        }
        try (EtcdSource source = open(data)) {
            assertThat(source.provenance().asOf()).isEqualTo(Instant.parse("2026-01-02T03:04:09Z"));
        }
    }

    @Test
    void closesWhatItWasGiven() {
        RecordedData good = new RecordedData().put("/registry/namespaces/kube-system", "x");
        open(good).close();
        assertThat(good.closed()).isTrue();
        RecordedData bad = new RecordedData();
        assertThat(catchThrowableOfType(Problem.class, () -> open(bad))).isNotNull();
        assertThat(bad.closed()).isTrue();
    }

    static String json(String kind, String namespace, String name, String value) {
        return """
                {"apiVersion":"v1","kind":"%s","metadata":{"name":"%s","namespace":"%s"},"data":{"v":"%s"}}
                """.formatted(kind, name, namespace, value);
    }
}
