package dev.jangada.kube.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jangada.kube.model.BuiltinKinds;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyLayoutTest {

    private static final KeyLayout LAYOUT = KeyLayout.under(List.of("/registry"));

    @ParameterizedTest
    @CsvSource({
        "/registry/pods/shop/web-0, '', pods, shop, web-0",
        "/registry/minions/node-1, '', nodes, '', node-1",
        "/registry/services/specs/shop/web, '', services, shop, web",
        "/registry/services/endpoints/shop/web, '', endpoints, shop, web",
        "/registry/controllers/shop/web, '', replicationcontrollers, shop, web",
        "/registry/ingress/shop/web, networking.k8s.io, ingresses, shop, web",
        "/registry/ingressclasses/nginx, networking.k8s.io, ingressclasses, '', nginx",
        "/registry/podsecuritypolicy/restricted, policy, podsecuritypolicies, '', restricted",
        "/registry/deployments/shop/web, apps, deployments, shop, web",
        "/registry/events/shop/web.17, '', events, shop, web.17",
        "/registry/leases/kube-node-lease/n1, coordination.k8s.io, leases, kube-node-lease, n1",
        "/registry/clusterroles/system:node, rbac.authorization.k8s.io, clusterroles, '', system:node",
        "/registry/apiregistration.k8s.io/apiservices/v1.apps, apiregistration.k8s.io, apiservices, '', v1.apps",
        "/registry/apiextensions.k8s.io/customresourcedefinitions/a.b, apiextensions.k8s.io, customresourcedefinitions, '', a.b",
        "/registry/cilium.io/ciliumnodes/n1, cilium.io, ciliumnodes, '', n1",
        "/registry/monitoring.coreos.com/rules/shop/r, monitoring.coreos.com, rules, shop, r",
        "/registry/podschedulings/shop/p, '', podschedulings, shop, p"
    })
    void saysWhatAKeyIs(String key, String group, String plural, String namespace, String name) {
        KeyLayout.Place place = LAYOUT.place(key).orElseThrow();

        assertThat(place.resource().group()).isEqualTo(group);
        assertThat(place.resource().plural()).isEqualTo(plural);
        assertThat(place.namespace()).isEqualTo(namespace);
        assertThat(place.name()).isEqualTo(name);
        assertThat(place.resource().internal()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/registry/masterleases/192.0.2.1",
                "/registry/peerserverleases/apiserver-x",
                "/registry/ranges/servicenodeports"
            })
    void whatApiServersKeepForThemselvesIsInternal(String key) {
        assertThat(LAYOUT.place(key).orElseThrow().resource().internal()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"compact_rev_key", "/registryx/pods/a/b", "/bootstrap/abc", ""})
    void otherKeysAreNone(String key) {
        assertThat(LAYOUT.place(key)).isEmpty();
    }

    @Test
    void everyBuiltinKindIsFoundWhereItsKeyIs() {
        for (ResourceKind kind : BuiltinKinds.all()) {
            String namespace = kind.namespaced() ? "shop" : "";
            String key = new String(LAYOUT.keys(kind, namespace, "web").getFirst(), StandardCharsets.UTF_8);

            KeyLayout.Place place = LAYOUT.place(key).orElseThrow();

            assertThat(place.resource().plural()).as(key).isEqualTo(kind.plural());
            assertThat(place.resource().group())
                    .as(key)
                    .isEqualTo(kind.groupKind().group());
            assertThat(place.namespace()).as(key).isEqualTo(namespace);
        }
    }

    @Test
    void aKindUnderItsOldGroupHasTheSameKey() {
        ResourceKind old = BuiltinKinds.all().stream()
                .filter(kind -> kind.groupKind().equals(new GroupKind("networking.k8s.io", "Ingress")))
                .map(kind -> new ResourceKind(
                        "extensions",
                        "v1beta1",
                        "Ingress",
                        "ingresses",
                        "ingress",
                        List.of(),
                        List.of(),
                        true,
                        List.of()))
                .findFirst()
                .orElseThrow();

        assertThat(LAYOUT.keys(old, "shop", "web"))
                .containsExactly("/registry/ingress/shop/web".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aKindThatIsNotKnownMayBeCustomOrBuiltIn() {
        var kind = new ResourceKind(
                "coordination.k8s.io",
                "v1",
                "LeaseCandidate",
                "leasecandidates",
                "x",
                List.of(),
                List.of(),
                true,
                List.of());

        assertThat(LAYOUT.keys(kind, "shop", "web"))
                .extracting(key -> new String(key, StandardCharsets.UTF_8))
                .containsExactly(
                        "/registry/coordination.k8s.io/leasecandidates/shop/web", "/registry/leasecandidates/shop/web");
    }

    @Test
    void findsTheTwoPrefixesOfOpenShift() {
        RecordedData data = new RecordedData()
                .put("/kubernetes.io/namespaces/kube-system", "x")
                .put("/openshift.io/routes/shop/web", "x");

        assertThat(detected(data, Optional.empty()).prefixes()).containsExactly("/kubernetes.io", "/openshift.io");
    }

    @Test
    void findsAnyPrefixByTheNamespaceThatEveryClusterHas() {
        RecordedData data = new RecordedData().put("/a", "x").put("/prod/eu/namespaces/kube-system", "x");

        assertThat(detected(data, Optional.empty()).prefixes()).containsExactly("/prod/eu");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", "/prod", "/prod/"})
    void takesAPrefixAsTheApiServerDoes(String prefix) {
        RecordedData data = new RecordedData().put("/registry/pods/a/b", "x").put("/prod/pods/a/b", "x");

        assertThat(detected(data, Optional.of(prefix)).prefixes()).containsExactly("/prod");
    }

    @Test
    void saysThatNothingIsKubernetes() {
        RecordedData data = new RecordedData().put("/prod/pods/a/b", "x");

        assertThat(catchThrowableOfType(Problem.class, () -> detected(data, Optional.empty()))
                        .code())
                .isEqualTo("not-kubernetes");
        assertThat(catchThrowableOfType(Problem.class, () -> detected(data, Optional.of("x")))
                        .code())
                .isEqualTo("no-such-prefix");
    }

    private static KeyLayout detected(RecordedData data, Optional<String> prefix) {
        return KeyLayout.of(data.at(data.currentRevision()), data.name(), prefix);
    }
}
