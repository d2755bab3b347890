package dev.jangada.kube.cluster.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.ControlPlane;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Objects that are in the target already. */
class ExistingTest extends SharedTarget {

    @Test
    void whatDiffersIsSkippedMergedOrReplaced() {
        post(Made.namespace("modes"));
        ObjectNode there = Made.configMap("modes", "map", "old");
        there.withObjectProperty("data").put("extra", "theirs");
        post(there);
        FakeSource source = FakeSource.of(Made.namespace("modes"), Made.configMap("modes", "map", "new"));

        Plan skip = restoring.plan(source, cluster, in("modes"));
        assertThat(entry(skip, "map").why()).contains(Why.of(RestoreMessage.DIFFERS));
        assertThat(restoring.apply(skip, source, cluster).complete()).isTrue();
        assertThat(live(there).at("/data/value").asText()).isEqualTo("old");

        // Another manager has the field.
        Plan merge = restoring.plan(source, cluster, in("modes").with(Existing.MERGE));
        assertThat(entry(merge, "map").action()).isEqualTo(Action.CANNOT);
        assertThat(entry(merge, "map").why().orElseThrow().message()).isEqualTo(RestoreMessage.CONFLICTS);
        RestoreOptions forced = in("modes").with(Existing.MERGE).with(Set.of(Choice.FORCE_CONFLICTS));
        Plan force = restoring.plan(source, cluster, forced);
        FakeSource saved = Restoring.saved(force, cluster);
        assertThat(entry(force, "map").changes()).extracting(Change::path).contains("data.value");
        assertThat(restoring.apply(force, source, cluster).failures()).isEmpty();
        assertThat(live(there).path("data").toString()).contains("\"new\"", "\"theirs\"");
        assertThat(restoring.undo(force, saved, cluster).failures()).isEmpty();
        assertThat(live(there).at("/data/value").asText()).isEqualTo("old");

        Plan replace = restoring.plan(source, cluster, in("modes").with(Existing.REPLACE));
        assertThat(restoring.apply(replace, source, cluster).failures()).isEmpty();
        assertThat(live(there).path("data").size()).isEqualTo(1);
    }

    @Test
    void whatIsImmutableIsRecreatedAndNothingElse() {
        post(Made.namespace("immutable"));
        ObjectNode deployment = Made.deployment("immutable", "web", "a");
        String uid = post(deployment).at("/metadata/uid").asText();
        post(Made.configMap("immutable", "map", "old"));
        String map =
                live(Made.configMap("immutable", "map", "")).at("/metadata/uid").asText();
        ObjectNode service = Made.yaml("{apiVersion: v1, kind: Service, metadata: {namespace: immutable, name: s},"
                + " spec: {ports: [{port: 80}]}}");
        post(service);
        ObjectNode headless = service.deepCopy();
        headless.withObjectProperty("spec").put("clusterIP", "None");
        FakeSource source = FakeSource.of(
                Made.namespace("immutable"),
                Made.deployment("immutable", "web", "b"),
                Made.configMap("immutable", "map", "new"),
                headless);
        Plan replace = restoring.plan(source, cluster, in("immutable").with(Existing.REPLACE));
        assertThat(entry(replace, "web").action()).isEqualTo(Action.CANNOT);
        assertThat(entry(replace, "web").why().orElseThrow().arguments().getFirst())
                .contains("field is immutable");
        Plan recreate = restoring.plan(source, cluster, in("immutable").with(Existing.RECREATE));
        assertThat(entry(recreate, "web").how()).contains(How.RECREATE);
        assertThat(entry(recreate, "map").how()).contains(How.REPLACE);
        FakeSource saved = Restoring.saved(recreate, cluster);
        assertThat(restoring.apply(recreate, source, cluster).failures()).isEmpty();
        assertThat(live(deployment).at("/metadata/uid").asText()).isNotEqualTo(uid);
        assertThat(live(deployment).at("/spec/selector/matchLabels/app").asText())
                .isEqualTo("b");
        assertThat(live(Made.configMap("immutable", "map", ""))
                        .at("/metadata/uid")
                        .asText())
                .isEqualTo(map);
        assertThat(live(service).at("/spec/clusterIP").asText()).isEqualTo("None");
        assertThat(restoring.undo(recreate, saved, cluster).failures()).isEmpty();
        assertThat(live(deployment).at("/spec/selector/matchLabels/app").asText())
                .isEqualTo("a");
    }

    private static ObjectNode job(String image) {
        return Made.yaml("""
                apiVersion: batch/v1
                kind: Job
                metadata: {namespace: jobs, name: once}
                spec:
                  suspend: true
                  template: {spec: {restartPolicy: Never, containers: [{name: c, image: %s}]}}
                """, image);
    }

    /** Its template cannot be changed, and holds the labels by which its controller knows its pods. */
    @Test
    void aJobIsRecreatedUnderItsNewUid() {
        post(Made.namespace("jobs"));
        // As it is in a source that was read elsewhere, with all that the server gave it.
        ObjectNode wanted = post(job("new")).deepCopy();
        api.delete("/apis/batch/v1/namespaces/jobs/jobs/once?propagationPolicy=Background");
        until(() -> !isThere(job("new")), "the job is gone");
        String old = post(job("old")).at("/metadata/uid").asText();
        FakeSource source = FakeSource.of(Made.namespace("jobs"), wanted);
        Plan plan = restoring.plan(source, cluster, in("jobs").with(Existing.RECREATE));
        assertThat(entry(plan, "once").how()).contains(How.RECREATE);
        FakeSource saved = Restoring.saved(plan, cluster);
        assertThat(restoring.apply(plan, source, cluster).failures()).isEmpty();
        assertThat(live(job("")).at("/spec/template/spec/containers/0/image").asText())
                .isEqualTo("new");
        String uid = live(job("")).at("/metadata/uid").asText();
        assertThat(uid).isNotEqualTo(old);
        assertThat(live(job("")).at("/spec/selector/matchLabels").toString()).contains(uid);
        assertThat(restoring.undo(plan, saved, cluster).failures()).isEmpty();
        assertThat(live(job("")).at("/spec/template/spec/containers/0/image").asText())
                .isEqualTo("old");
    }

    @Test
    void whatNoServerWouldTakeIsNotDeletedForIt() {
        post(Made.namespace("kept"));
        ObjectNode deployment = Made.deployment("kept", "web", "a");
        post(deployment);
        ObjectNode bad = Made.deployment("kept", "web", "b");
        ((ObjectNode) bad.at("/spec/template/spec/containers/0")).put("image", "");
        FakeSource source = FakeSource.of(Made.namespace("kept"), bad);
        Plan plan = restoring.plan(source, cluster, in("kept").with(Existing.RECREATE));
        RestoreReport report = restoring.apply(plan, source, cluster);
        assertThat(reasons(report)).containsExactly(RestoreMessage.REFUSED);
        assertThat(live(deployment).at("/spec/selector/matchLabels/app").asText())
                .isEqualTo("a");
    }

    @Test
    void whatHasDriftedSinceThePlanIsLeft() {
        post(Made.namespace("drift"));
        for (String name : new String[] {"changed", "deleted", "same"}) {
            post(Made.configMap("drift", name, "old"));
        }
        post(Made.deployment("drift", "status", "a"));
        FakeSource source = FakeSource.of(
                Made.namespace("drift"),
                Made.configMap("drift", "changed", "new"),
                Made.configMap("drift", "deleted", "new"),
                Made.configMap("drift", "created", "new"),
                Made.configMap("drift", "alike", "new"),
                Made.configMap("drift", "source", "new"));
        ObjectNode scaled = Made.deployment("drift", "status", "a");
        scaled.withObjectProperty("spec").put("paused", true);
        source.add(scaled);
        Plan plan = restoring.plan(source, cluster, in("drift").with(Existing.REPLACE));
        api.put("/api/v1/namespaces/drift/configmaps/changed", Made.configMap("drift", "changed", "else"));
        api.delete("/api/v1/namespaces/drift/configmaps/deleted");
        post(Made.configMap("drift", "created", "else"));
        post(Made.configMap("drift", "alike", "new"));
        source.add(Made.configMap("drift", "source", "newer"));
        ObjectNode status = Json.object();
        status.putObject("status").put("observedGeneration", 1).put("collisionCount", 7);
        var _ = api.send(
                "PATCH",
                "/apis/apps/v1/namespaces/drift/deployments/status/status",
                Json.bytes(status),
                "application/merge-patch+json");
        RestoreReport report = restoring.apply(plan, source, cluster);
        assertThat(report.failures())
                .extracting(
                        failure -> failure.object().name() + " " + failure.why().message())
                .containsExactlyInAnyOrder(
                        "changed DRIFTED", "deleted DRIFTED", "created DRIFTED", "source SOURCE_CHANGED");
        assertThat(report.count(Outcome.SAME)).isEqualTo(1);
        assertThat(live(Made.deployment("drift", "status", "a"))
                        .at("/spec/paused")
                        .asBoolean())
                .isTrue();
        assertThat(live(Made.configMap("drift", "created", ""))
                        .at("/data/value")
                        .asText())
                .isEqualTo("else");
    }

    @Test
    void aPlanIsForOneClusterAndOneSource() {
        FakeSource source = FakeSource.of(Made.namespace("one"));
        Plan plan = restoring.plan(source, cluster, in("one"));
        try (ControlPlane other = ControlPlane.start(options -> options.withoutControllerManager())) {
            assertThatThrownBy(() -> restoring.apply(plan, source, other))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.REFUSED));
        }
        assertThatThrownBy(() -> restoring.apply(
                        plan, FakeSource.of(Made.namespace("one")).digest("1"), cluster))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.REFUSED));
        assertThat(isThere(Made.namespace("one"))).isFalse();
    }

    @Test
    void noSecretIsInAPlanOrAJournal() throws IOException {
        post(Made.namespace("secret"));
        ObjectNode secret = Made.yaml("{apiVersion: v1, kind: Secret, metadata: {namespace: secret, name: s},"
                + " data: {password: b2xkLXBhc3M=}, stringData: {}}");
        post(secret);
        ObjectNode fresh = secret.deepCopy();
        fresh.withObjectProperty("data").put("password", "bmV3LXNlY3JldC1wYXNz");
        ObjectNode deployment = Made.deployment("secret", "web", "a");
        post(deployment);
        ObjectNode changed = Made.deployment("secret", "web", "b");
        ((ObjectNode) changed.at("/spec/template/spec/containers/0"))
                .putArray("env")
                .addObject()
                .put("name", "DB_PASSWORD")
                .put("value", "hunter2-hunter2");
        ObjectNode refused = Made.deployment("secret", "refused", "a");
        // The server quotes what it refuses.
        ((ObjectNode) refused.at("/spec/template/spec/containers/0"))
                .putArray("env")
                .addObject()
                .put("name", "API_TOKEN")
                .put("value", "quoted-token-value")
                .putObject("valueFrom")
                .putObject("fieldRef")
                .put("fieldPath", "quoted-token-value");
        FakeSource source = FakeSource.of(Made.namespace("secret"), fresh, changed, refused);
        for (Existing existing : Existing.values()) {
            Plan plan =
                    restoring.plan(source, cluster, in("secret").with(existing).with(Set.of(Choice.FORCE_CONFLICTS)));
            restoring.apply(plan, source, cluster);
            for (var file :
                    java.util.List.of(plan.file(), Restoring.folder(plan).journal())) {
                assertThat(Files.readString(file))
                        .doesNotContain(
                                "b2xkLXBhc3M",
                                "old-pass",
                                "bmV3LXNlY3JldC1wYXNz",
                                "new-secret-pass",
                                "hunter2",
                                "quoted-token-value");
            }
        }
    }
}
