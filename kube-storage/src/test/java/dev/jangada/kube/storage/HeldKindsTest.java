package dev.jangada.kube.storage;

import static dev.jangada.kube.storage.Sources.kind;
import static dev.jangada.kube.storage.Sources.open;
import static dev.jangada.kube.storage.Sources.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which kinds a source has, and what it calls them. */
final class HeldKindsTest {

    private static final String WIDGETS = """
            {"apiVersion":"apiextensions.k8s.io/v1beta1","kind":"CustomResourceDefinition","metadata":{"name":"widgets.example.com"},
             "spec":{"group":"example.com","version":"v1alpha1","scope":"Namespaced","conversion":{"strategy":"%s"},
              "names":{"plural":"widgets","singular":"widget","kind":"Widget","shortNames":["wd"]},
              "versions":[{"name":"v1alpha1","served":true,"storage":false},{"name":"v1","served":true,"storage":true,
               "schema":{"openAPIV3Schema":{"properties":{"name":{"type":"string"}}}}}]}}
            """;

    @Test
    void namesCustomKindsByTheirDefinitions() {
        RecordedData data = new RecordedData()
                .put(
                        "/registry/apiextensions.k8s.io/customresourcedefinitions/widgets.example.com",
                        WIDGETS.formatted("None"))
                .put("/registry/example.com/widgets/shop/w", custom("v1alpha1"));
        try (EtcdSource source = open(data)) {
            ResourceKind kind = kind(source, "wd");

            assertThat(kind.apiVersion()).isEqualTo("example.com/v1");
            assertThat(kind.namespaced()).isTrue();
            assertThat(source.versions(kind.groupKind())).containsExactly("v1", "v1alpha1");
            assertThat(text(source.get(kind, "shop", "w").orElseThrow()))
                    .isEqualTo(
                            "{\"apiVersion\":\"example.com/v1\",\"kind\":\"Widget\",\"metadata\":{\"resourceVersion\":\"3\",\"name\":\"w\",\"namespace\":\"shop\"}}");
            assertThat(source.get(kind.atVersion("v1alpha1"), "shop", "w")
                            .orElseThrow()
                            .apiVersion())
                    .isEqualTo("example.com/v1alpha1");
        }
    }

    @Test
    void aDefinitionOfTheTimeBeforeVersionsHasOne() {
        RecordedData data = new RecordedData()
                .put("/registry/apiextensions.k8s.io/customresourcedefinitions/olds.example.com", """
                {"apiVersion":"apiextensions.k8s.io/v1beta1","kind":"CustomResourceDefinition","metadata":{"name":"olds.example.com"},
                 "spec":{"group":"example.com","version":"v1","versions":null,"scope":"Cluster","names":{"plural":"olds","kind":"Old"}}}
                """);
        try (EtcdSource source = open(data)) {
            ResourceKind kind = kind(source, "old");

            assertThat(kind.apiVersion()).isEqualTo("example.com/v1");
            assertThat(kind.namespaced()).isFalse();
            assertThat(source.versions(kind.groupKind())).containsExactly("v1");
        }
    }

    @Test
    void aKindThatAWebhookConvertsIsShownAsItIsStored() {
        RecordedData data = new RecordedData()
                .put(
                        "/registry/apiextensions.k8s.io/customresourcedefinitions/widgets.example.com",
                        WIDGETS.formatted("Webhook"))
                .put("/registry/example.com/widgets/shop/w", custom("v1alpha1"));
        try (EtcdSource source = open(data)) {
            ResourceKind kind = kind(source, "wd");

            assertThat(source.versions(kind.groupKind())).containsExactly("v1alpha1");
            assertThat(source.get(kind, "shop", "w").orElseThrow().apiVersion()).isEqualTo("example.com/v1alpha1");
        }
    }

    @Test
    void aKindWithoutADefinitionIsNamedByItsObjects() {
        RecordedData data = new RecordedData()
                .put("/registry/namespaces/kube-system", EtcdSourceTest.json("Namespace", "", "kube-system", "1"))
                .put("/registry/example.com/widgets/shop/w", custom("v1alpha1"));
        try (EtcdSource source = open(data)) {
            ResourceKind kind = kind(source, "widgets");

            assertThat(kind.apiVersion()).isEqualTo("example.com/v1alpha1");
            assertThat(kind.kind()).isEqualTo("Widget");
            assertThat(kind.namespaced()).isTrue();
            assertThat(source.versions(kind.groupKind())).containsExactly("v1alpha1");
        }
    }

    @Test
    void aBrokenDefinitionIsAGap() {
        RecordedData data = new RecordedData().put("/registry/apiextensions.k8s.io/customresourcedefinitions/w", """
                        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"w"},"spec":{}}
                        """);
        try (EtcdSource source = open(data)) {
            assertThat(source.coverage().gaps())
                    .extracting(gap -> gap.why().code())
                    .containsExactly("bad-definition");
        }
    }

    @Test
    void anObjectKeepsTheVersionThatItWasWrittenIn() {
        var data = new RecordedData();
        List<String> stored = List.of("autoscaling/v1", "autoscaling/v2", "autoscaling/v2", "extensions/v1beta1");
        for (int i = 0; i < stored.size(); i++) {
            data.put("/registry/horizontalpodautoscalers/shop/h" + i, """
                    {"apiVersion":"%s","kind":"HorizontalPodAutoscaler","metadata":{"name":"h%d","namespace":"shop"}}""".formatted(stored.get(i), i));
        }
        try (EtcdSource source = open(data)) {
            ResourceKind kind = kind(source, "hpa");

            assertThat(source.versions(kind.groupKind())).containsExactly("v2", "v1");
            assertThat(read(source, "hpa", Selection.ALL))
                    .extracting(KubeObject::apiVersion)
                    .containsExactlyElementsOf(stored);
            assertThat(source.get(kind.atVersion("v2"), "shop", "h0")
                            .orElseThrow()
                            .apiVersion())
                    .isEqualTo("autoscaling/v1");
        }
    }

    @Test
    void aKindThatIsNotThereIsCoveredAndEmpty() {
        RecordedData data = new RecordedData()
                .put("/registry/namespaces/kube-system", EtcdSourceTest.json("Namespace", "", "kube-system", "1"))
                .put("/registry/masterleases/192.0.2.1", "x")
                .put("compact_rev_key", "17");
        try (EtcdSource source = open(data)) {
            assertThat(source.coverage().covers(new GroupKind("apps", "Deployment")))
                    .isTrue();
            assertThat(read(source, "deployments", Selection.ALL)).isEmpty();
            assertThat(source.coverage().complete()).isTrue();
            assertThat(source.versions(new GroupKind("apps", "Deployment"))).containsExactly("v1");
        }
    }

    /** Else a comparison with a cluster of today would name kinds that neither side has ever had. */
    @Test
    void aKindThatFewClustersHaveIsCoveredWhereThereIsAnObjectOfIt() {
        var policy = new GroupKind("policy", "PodSecurityPolicy");
        RecordedData data = new RecordedData()
                .put("/registry/namespaces/kube-system", EtcdSourceTest.json("Namespace", "", "kube-system", "1"));
        try (EtcdSource source = open(data)) {
            assertThat(source.coverage().covers(policy)).isFalse();
            assertThat(source.coverage().covers(new GroupKind("settings.k8s.io", "PodPreset")))
                    .isFalse();
            assertThat(read(source, "psp", Selection.ALL)).isEmpty();
        }
        data.put("/registry/podsecuritypolicy/restricted", """
                {"apiVersion":"policy/v1beta1","kind":"PodSecurityPolicy","metadata":{"name":"restricted"}}
                """);
        try (EtcdSource source = open(data)) {
            assertThat(source.coverage().covers(policy)).isTrue();
            assertThat(read(source, "psp", Selection.ALL)).hasSize(1);
        }
    }

    private static String custom(String version) {
        return """
                {"apiVersion":"example.com/%s","kind":"Widget","metadata":{"name":"w","namespace":"shop"}}
                """.formatted(version);
    }

    private static String text(KubeObject object) {
        return new String(object.json(), StandardCharsets.UTF_8);
    }
}
