package dev.jangada.kube.cluster.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.lab.webhook.WebhookServer;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What can stand in the way of writes: webhooks, rights, quotas, ports. */
class ObstacleTest extends SharedTarget {

    @Test
    void aWebhookThatIsDownIsFoundBeforeTheFirstWrite() {
        try (WebhookServer webhooks = WebhookServer.start()) {
            webhooks.register(cluster, "down", "secrets");
            webhooks.down();
            FakeSource source = FakeSource.of(Made.namespace("hooked"), Made.configMap("hooked", "map", "a"));
            for (int i = 0; i < 30; i++) {
                source.add(Made.yaml("{apiVersion: v1, kind: Secret, metadata: {namespace: hooked, name: s-%d}}", i));
            }
            Plan plan = restoring.plan(source, cluster, in("hooked"));
            assertThat(plan.header().obstacles()).singleElement().satisfies(why -> {
                assertThat(why.message()).isEqualTo(RestoreMessage.WEBHOOK_DOWN);
                assertThat(why.arguments()).contains("secrets");
            });
            assertThatThrownBy(() -> restoring.apply(plan, source, cluster))
                    .isInstanceOfSatisfying(Problem.class, problem -> {
                        assertThat(problem.exitCode()).isEqualTo(ExitCode.REFUSED);
                        assertThat(problem.in(Locale.of("pt", "BR"))).contains("O webhook de admissão");
                    });
            assertThat(isThere(Made.namespace("hooked"))).isFalse();
            // Nothing of it is needed.
            assertThat(restoring
                            .plan(FakeSource.of(Made.namespace("bare")), cluster, in("bare"))
                            .header()
                            .obstacles())
                    .isEmpty();

            Plan all = restoring.plan(source, cluster, in("hooked").with(Set.of(Choice.IGNORE_WEBHOOKS)));
            RestoreReport report = restoring.apply(all, source, cluster);
            assertThat(report.failures())
                    .hasSize(30)
                    .allMatch(failure -> failure.why().arguments().getFirst().contains("failed calling webhook"));
            assertThat(report.complete()).isFalse();
            assertThat(isThere(Made.configMap("hooked", "map", ""))).isTrue();
            webhooks.up();
            assertThat(restoring.apply(all, source, cluster).complete()).isTrue();
            webhooks.unregister(cluster, "down");
        }
    }

    @Test
    void aWebhookThatWillNotBeAskedIsNone() {
        try (WebhookServer webhooks = WebhookServer.start()) {
            post(Made.namespace("asked"));
            webhooks.register(cluster, "choosy", "limitranges", "storageclasses.storage.k8s.io");
            webhooks.down();
            ObjectNode range = Made.yaml("{apiVersion: v1, kind: LimitRange, metadata: {namespace: asked, name: r,"
                    + " labels: {team: a}}, spec: {limits: [{type: Pod, max: {cpu: '2'}}]}}");
            ObjectNode fast = Made.yaml("{apiVersion: storage.k8s.io/v1, kind: StorageClass,"
                    + " metadata: {name: choosy}, provisioner: example.com/p}");
            FakeSource source = FakeSource.of(Made.namespace("asked"), range, fast);
            assertThat(obstacles(source)).containsExactly("limitranges, storageclasses.storage.k8s.io");
            // Of these the first is about objects of namespaces only.
            select("namespaceSelector: {matchLabels: {team: b}}");
            assertThat(obstacles(source)).containsExactly("storageclasses.storage.k8s.io");
            select("namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: In,"
                    + " values: [asked]}]}, objectSelector: {matchExpressions: [{key: team, operator: Exists}]}");
            assertThat(obstacles(source)).containsExactly("limitranges");
            select("objectSelector: {matchExpressions: [{key: team, operator: NotIn, values: [a]},"
                    + " {key: team, operator: Exists}]}");
            assertThat(obstacles(source)).isEmpty();
            select("matchConditions: [{name: never, expression: \"object.metadata.name == 'none'\"}]");
            assertThat(obstacles(source)).isEmpty();
            select("matchConditions: [{name: always, expression: \"object.metadata.name == 'r'\"}]");
            assertThat(obstacles(source)).containsExactly("limitranges, storageclasses.storage.k8s.io");
            webhooks.unregister(cluster, "choosy");
        }
    }

    private List<String> obstacles(FakeSource source) {
        RestoreOptions options = in("asked").with(Set.of(Choice.INCLUDE_CLUSTER_RESOURCES));
        return restoring.plan(source, cluster, options).header().obstacles().stream()
                .map(why -> why.arguments().getLast())
                .toList();
    }

    /** Gives all webhooks of the configuration these selectors and no others. */
    private void select(String fields) {
        String path = "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/choosy";
        ObjectNode configuration = api.get(path);
        for (var webhook : configuration.path("webhooks")) {
            ((ObjectNode) webhook).remove(List.of("namespaceSelector", "objectSelector", "matchConditions"));
            ((ObjectNode) webhook).setAll(Made.yaml("{" + fields + "}"));
        }
        api.put(path, configuration);
    }

    @Test
    void aWebhookThatRefusesSomeIsQuoted() {
        try (WebhookServer webhooks = WebhookServer.start()) {
            webhooks.register(cluster, "picky", "services");
            webhooks.objection(
                    review -> review.name().startsWith("bad") ? Optional.of("no bad names here") : Optional.empty());
            FakeSource source = FakeSource.of(Made.namespace("picky"));
            for (String name : new String[] {"bad-1", "bad-2", "good"}) {
                source.add(Made.yaml(
                        "{apiVersion: v1, kind: Service, metadata: {namespace: picky, name: %s},"
                                + " spec: {ports: [{port: 80}]}}",
                        name));
            }
            RestoreReport report = restoring.run(source, cluster, in("picky"));
            assertThat(report.failures())
                    .hasSize(2)
                    .allMatch(failure -> failure.object().name().startsWith("bad")
                            && failure.why().arguments().getFirst().contains("no bad names here"));
            assertThat(report.complete()).isFalse();
            assertThat(api.answers("/api/v1/namespaces/picky/services/good")).isTrue();
            webhooks.unregister(cluster, "picky");
        }
    }

    private Path user(String name, String... rules) {
        ObjectNode role = Made.yaml(
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: %s}, rules: [%s]}",
                name, String.join(", ", rules));
        post(role);
        post(Made.yaml(
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: %s},"
                        + " roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %s},"
                        + " subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: %s}]}",
                name, name, name));
        return cluster.kubeconfig(name);
    }

    @Test
    void whoMayOnlyReadCanPlanAndIsToldThatHeMayNotWrite() {
        Path reader = user("reader", "{apiGroups: ['*'], resources: ['*'], verbs: [get, list, watch]}");
        FakeSource source = FakeSource.of(Made.namespace("read"), Made.configMap("read", "map", "a"));
        post(Made.namespace("readable"));
        post(Made.configMap("readable", "map", "old"));
        source.add(Made.namespace("readable")).add(Made.configMap("readable", "map", "new"));
        RestoreOptions options = in("read*");
        Plan plan = restoring.plan(source, reader, options);
        assertThat(plan.header().incomplete()).isEmpty();
        assertThat(plan.header().count(Action.CREATE)).isEqualTo(2);
        RestoreReport report = restoring.apply(plan, source, reader);
        assertThat(report.failures())
                .hasSize(2)
                .allMatch(failure -> failure.why().arguments().getFirst().contains("forbidden"));
        assertThat(isThere(Made.namespace("read"))).isFalse();
        Plan replace = restoring.plan(source, reader, options.with(Existing.RECREATE));
        assertThat(Restoring.entries(replace).stream().filter(entry -> entry.action() == Action.CANNOT))
                .singleElement()
                .satisfies(entry -> assertThat(
                                entry.why().orElseThrow().arguments().getFirst())
                        .contains("forbidden"));
    }

    @Test
    void whoMayNotListSomeKindsIsTold() {
        Path blind = user("blind", "{apiGroups: [''], resources: [namespaces, configmaps], verbs: ['*']}");
        FakeSource source = FakeSource.of(
                Made.namespace("blind"),
                Made.configMap("blind", "map", "a"),
                Made.yaml("{apiVersion: v1, kind: Secret, metadata: {namespace: blind, name: s}}"));
        RestoreOptions options = RestoreOptions.DEFAULT.with(namespaces("blind")
                .withKinds(
                        List.of(
                                dev.jangada.kube.model.Glob.of("namespaces"),
                                dev.jangada.kube.model.Glob.of("configmaps"),
                                dev.jangada.kube.model.Glob.of("secrets")),
                        List.of()));
        Plan plan = restoring.plan(source, blind, options);
        assertThat(plan.header().incomplete()).singleElement().asString().contains("secrets", "forbidden");
        RestoreReport report = restoring.apply(plan, source, blind);
        assertThat(report.failures()).isEmpty();
        assertThat(report.complete()).isFalse();
        assertThat(isThere(Made.configMap("blind", "map", ""))).isTrue();
    }

    @Test
    void aQuotaThatIsTooSmallIsQuoted() {
        FakeSource source = FakeSource.of(
                Made.namespace("quota"),
                Made.yaml("{apiVersion: v1, kind: ResourceQuota, metadata: {namespace: quota, name: few},"
                        + " spec: {hard: {count/configmaps: '4'}}}"));
        for (int i = 0; i < 10; i++) {
            source.add(Made.configMap("quota", "m-" + i, "a"));
        }
        RestoreReport report = restoring.run(source, cluster, in("quota"));
        assertThat(report.complete()).isFalse();
        assertThat(report.failures())
                .isNotEmpty()
                .allMatch(failure -> failure.why().arguments().getFirst().contains("exceeded quota: few"));
        assertThat(report.count(Outcome.CREATED) + report.failures().size()).isEqualTo(12);
    }

    @Test
    void whoHasTheNodePortIsSaid() {
        post(Made.namespace("ports"));
        post(Made.yaml("{apiVersion: v1, kind: Service, metadata: {namespace: ports, name: first},"
                + " spec: {type: NodePort, ports: [{port: 80, nodePort: 30080}]}}"));
        FakeSource source = FakeSource.of(
                Made.namespace("ports"),
                Made.yaml("{apiVersion: v1, kind: Service, metadata: {namespace: ports, name: second},"
                        + " spec: {type: NodePort, ports: [{port: 80, nodePort: 30080}]}}"));
        assertThat(restoring.run(source, cluster, in("ports")).failures())
                .extracting(RestoreReport.Failure::why)
                .containsExactly(Why.of(RestoreMessage.NODE_PORT_TAKEN, "30080", "ports/first"));
        ObjectNode first = Made.yaml("{apiVersion: v1, kind: Service, metadata: {namespace: ports, name: first}}");
        String address = live(first).at("/spec/clusterIP").asText();
        ObjectNode third = Made.yaml(
                "{apiVersion: v1, kind: Service, metadata: {namespace: ports, name: third},"
                        + " spec: {clusterIP: %s, clusterIPs: [%s], ports: [{port: 80}]}}",
                address, address);
        FakeSource same = FakeSource.of(Made.namespace("ports"), third);
        assertThat(restoring
                        .run(same, cluster, in("ports").with(Set.of(Choice.KEEP_SERVICE_ADDRESSES)))
                        .failures())
                .extracting(RestoreReport.Failure::why)
                .containsExactly(Why.of(RestoreMessage.ADDRESS_TAKEN, address, "ports/first"));
        assertThat(restoring.run(same, cluster, in("ports")).failures()).isEmpty();
    }
}
