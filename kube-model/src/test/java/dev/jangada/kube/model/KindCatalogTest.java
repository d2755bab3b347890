package dev.jangada.kube.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KindCatalogTest {

    private final KindCatalog kinds = new KindCatalog("live", BuiltinKinds.all());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deployments",
                "deployment",
                "deploy",
                "Deployment",
                "deployments.apps",
                "deploy.apps",
                "deployments.v1.apps"
            })
    void everyNameOfKubectlIsUnderstood(String word) {
        assertThat(kinds.find(word)).singleElement().returns("deployments.apps", ResourceKind::resourceName);
    }

    @Test
    void aVersionCanBeAskedFor() {
        assertThat(kinds.find("deployments.v1beta2.apps"))
                .singleElement()
                .returns("apps/v1beta2", ResourceKind::apiVersion);
        assertThat(kinds.find("pods.v1")).singleElement().returns("v1", ResourceKind::apiVersion);
    }

    @Test
    void aCategoryAndCommasMeanSeveralKinds() {
        assertThat(kinds.find("all").stream().map(ResourceKind::plural)).contains("pods", "services", "deployments");
        assertThat(kinds.find("po,svc,po").stream().map(ResourceKind::plural)).containsExactly("pods", "services");
    }

    @Test
    void oneKindOfTwoGroupsIsOne() {
        assertThat(kinds.all().stream().filter(kind -> kind.kind().equals("Event")))
                .hasSize(1);
    }

    @Test
    void anUnknownKindSuggestsTheNearest() {
        assertThatThrownBy(() -> kinds.find("deploymets")).hasMessageContaining("did you mean \"deployments\"");
        assertThatThrownBy(() -> kinds.find("zzzzzz")).hasMessageContaining("live has no kind \"zzzzzz\"");
    }

    @Test
    void theFirstOfTwoKindsWithOneNameIsMeant() {
        var other = new ResourceKind("example.org", "v1", "Pod", "pods", "pod", List.of(), List.of(), true, List.of());
        var both = new KindCatalog(
                "live",
                java.util.stream.Stream.concat(BuiltinKinds.all().stream(), java.util.stream.Stream.of(other))
                        .toList());
        assertThat(both.find("pods")).singleElement().returns("", ResourceKind::group);
        assertThat(both.find("pods.example.org")).singleElement().returns("example.org", ResourceKind::group);
    }
}
