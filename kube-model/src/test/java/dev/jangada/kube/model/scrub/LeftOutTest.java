package dev.jangada.kube.model.scrub;

import static dev.jangada.kube.model.sample.Yaml.object;
import static dev.jangada.kube.model.scrub.Scrubs.apply;
import static dev.jangada.kube.model.scrub.Scrubs.expect;
import static dev.jangada.kube.model.scrub.Scrubs.scrubber;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.scrub.Scrubber.Kept;
import dev.jangada.kube.model.scrub.Scrubber.LeftOut;
import dev.jangada.kube.model.scrub.Scrubber.Reason;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which objects do not travel, because they come back by themselves. */
class LeftOutTest {

    private static final Scrub WITH_SYSTEM = new Scrub(Scrub.Level.GUIDE, true, false, false);

    @Test
    void objectsThatMovedToAnotherGroupAreTheSame() {
        assertThat(object("{apiVersion: extensions/v1beta1, kind: Job, metadata: {name: j, namespace: n}}")
                        .key())
                .isEqualTo(object("{apiVersion: batch/v1, kind: Job, metadata: {name: j, namespace: n}}")
                        .key());
        assertThat(object("{apiVersion: extensions/v1beta1, kind: HorizontalPodAutoscaler, metadata: {name: h}}")
                        .groupKind()
                        .group())
                .isEqualTo("autoscaling");
    }

    @Test
    void anAccountLosesTheTokensThatItWasGiven() {
        expect(Scrub.GUIDE, """
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: web, namespace: shop}
                secrets: [{name: web-token-x7k2p}, {name: mine}]
                """, """
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: web, namespace: shop}
                secrets: [{name: mine}]
                """);
        assertThat(apply(
                        Scrub.GUIDE,
                        "{apiVersion: v1, kind: ServiceAccount, metadata: {name: default, namespace: shop},"
                                + " secrets: [{name: default-token-x7k2p}]}"))
                .isEqualTo(new LeftOut(Reason.MADE_BY_SYSTEM));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{apiVersion: v1, kind: ServiceAccount, metadata: {name: default, namespace: a}, imagePullSecrets: [{name: r}]}",
                "{apiVersion: v1, kind: ServiceAccount, metadata: {name: default, namespace: a, labels: {a: b}}}",
                "{apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {kubernetes.io/metadata.name: default, team: a}}}",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: kube-root-ca.crt, namespace: a}, data: {ca.crt: x, mine: y}}",
                "{apiVersion: v1, kind: Service, metadata: {name: kubernetes, namespace: default, labels: {component: apiserver, provider: kubernetes}}, spec: {type: NodePort, ports: [{name: https, port: 443}]}}",
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: 'system:mine'}, rules: []}",
                "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: system-node-critical, labels: {a: b}}, value: 2000001000}",
            })
    void anAdministratorsChangeToWhatTheSystemMakesTravels(String changed) {
        assertThat(apply(Scrub.GUIDE, changed)).isInstanceOf(Kept.class);
    }

    @Test
    void aRoleOfTheSystemTravelsOnceItIsChanged() {
        String role = """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata:
                  name: system:discovery
                  annotations: {rbac.authorization.kubernetes.io/autoupdate: "%s"}
                  labels: {kubernetes.io/bootstrapping: rbac-defaults}
                rules:
                - nonResourceURLs: [/api, /api/*, /apis, /apis/*, /healthz, /livez, /openapi, /openapi/*, /readyz]
                  verbs: [get]
                - {nonResourceURLs: [/version, /version/], verbs: [%s]}
                """;
        // Written in two rules, it allows what the system's one rule does.
        assertThat(apply(Scrub.GUIDE, role.formatted("true", "get"))).isEqualTo(new LeftOut(Reason.MADE_BY_SYSTEM));
        assertThat(apply(Scrub.GUIDE, role.formatted("true", "get, post"))).isInstanceOf(Kept.class);
        // What a role lacks the server puts back when it starts.
        assertThat(apply(Scrub.GUIDE, role.formatted("true", ""))).isEqualTo(new LeftOut(Reason.MADE_BY_SYSTEM));
        assertThat(apply(Scrub.GUIDE, role.formatted("false", "get"))).isInstanceOf(Kept.class);
    }

    @Test
    void anAggregatedRoleIsTheSystemsWhateverWasAggregated() {
        assertThat(apply(Scrub.GUIDE, """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata:
                  name: admin
                  annotations: {rbac.authorization.kubernetes.io/autoupdate: "true"}
                  labels: {kubernetes.io/bootstrapping: rbac-defaults}
                aggregationRule: {clusterRoleSelectors: [{matchLabels: {rbac.authorization.k8s.io/aggregate-to-admin: "true"}}]}
                rules: [{apiGroups: [example.com], resources: [widgets], verbs: [get]}]
                """)).isEqualTo(new LeftOut(Reason.MADE_BY_SYSTEM));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{apiVersion: v1, kind: Namespace, metadata: {name: kube-system}} | SYSTEM_NAMESPACE",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: kube-node-lease}} | SYSTEM_NAMESPACE",
                "{apiVersion: v1, kind: Event, metadata: {name: a, namespace: shop}} | TRANSIENT",
                "{apiVersion: events.k8s.io/v1, kind: Event, metadata: {name: a, namespace: shop}} | TRANSIENT",
                "{apiVersion: coordination.k8s.io/v1, kind: Lease, metadata: {name: a, namespace: shop}} | TRANSIENT",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: shop, annotations: {control-plane.alpha.kubernetes.io/leader: x}}} | TRANSIENT",
                "{apiVersion: v1, kind: Secret, metadata: {name: a, namespace: shop}, type: kubernetes.io/service-account-token} | SERVICE_ACCOUNT_TOKEN",
                "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop, annotations: {kubernetes.io/config.mirror: x}}} | MADE_BY_CONTROLLER",
                "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop}, status: {phase: Succeeded}} | FINISHED_JOB",
                "{apiVersion: v1, kind: Endpoints, metadata: {name: a, namespace: shop}, subsets: [{addresses: [{ip: 1.2.3.4, targetRef: {kind: Pod, name: x}}]}]} | MADE_BY_CONTROLLER",
                "{apiVersion: v1, kind: Endpoints, metadata: {name: kubernetes, namespace: default}, subsets: [{addresses: [{ip: 1.2.3.4}]}]} | MADE_BY_SYSTEM",
            })
    void leavesOutWhatMeansNothingElsewhere(String object, Reason reason) {
        assertThat(apply(Scrub.GUIDE, object)).isEqualTo(new LeftOut(reason));
    }

    @Test
    void endpointsThatAPersonWroteTravel() {
        assertThat(apply(
                        Scrub.GUIDE,
                        "{apiVersion: v1, kind: Endpoints, metadata: {name: db, namespace: shop},"
                                + " subsets: [{addresses: [{ip: 10.0.0.9}], ports: [{port: 5432}]}]}"))
                .isInstanceOf(Kept.class);
        assertThat(apply(WITH_SYSTEM, "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: kube-system}}"))
                .isInstanceOf(Kept.class);
    }

    @Test
    void ownersThatAreClusterScopedAreAskedForWithoutANamespace() {
        Set<ObjectKey> asked = new java.util.HashSet<>();
        var scrubber = new Scrubber(Scrub.GUIDE, asked::add);
        scrubber.apply(object("{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop,"
                + " ownerReferences: [{apiVersion: v1, kind: Node, name: n1, controller: true}]}}"));
        assertThat(asked.stream().map(ObjectKey::toString)).containsExactly("Node n1");
    }

    @ParameterizedTest
    @CsvSource({
        "rbac.authorization.k8s.io, ClusterRole, '', view, true",
        "rbac.authorization.k8s.io, ClusterRole, '', my-view, false",
        "'', ServiceAccount, shop, default, true",
        "'', ServiceAccount, shop, robot, false",
        "'', ConfigMap, shop, kube-root-ca.crt, true",
        "'', Service, default, kubernetes, true",
        "'', Service, shop, kubernetes, false",
        "'', Namespace, '', default, true",
        "scheduling.k8s.io, PriorityClass, '', system-node-critical, true"
    })
    void knowsTheSystemsObjectsByName(String group, String kind, String namespace, String name, boolean system) {
        assertThat(Scrubber.isSystemObject(new ObjectKey(new GroupKind(group, kind), namespace, name)))
                .isEqualTo(system);
    }
}
