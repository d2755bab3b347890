package dev.jangada.kube.cluster.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.lab.fault.Fault;
import dev.jangada.lab.fault.FaultProxy;
import dev.jangada.problem.Problem;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects whose managers come back too, by a request of its own, after which they no longer say that Jangada made them. */
class SecondRequestTest extends SharedTarget {

    private static FakeSource source(String namespace) {
        ObjectNode map = Made.configMap(namespace, "map", "a");
        map.withObjectProperty("metadata")
                .set(
                        "managedFields",
                        Made.yaml("{list: [{manager: kubectl-create, operation: Update, apiVersion: v1,"
                                        + " time: '2026-01-01T00:00:00Z', fieldsType: FieldsV1,"
                                        + " fieldsV1: {'f:data': {'.': {}, 'f:value': {}}}}]}")
                                .path("list"));
        return FakeSource.of(Made.namespace(namespace), map);
    }

    /** The server may have done it, or not; in either case nobody could write it down. */
    @ParameterizedTest
    @CsvSource({"done,resumed", "done,undone", "open,resumed", "open,undone"})
    void whatWasCreatedIsKnownWhateverBecameOfIt(String second, String then) {
        String namespace = second + "-" + then;
        FakeSource source = source(namespace);
        RestoreOptions options = in(namespace).with(Set.of(Choice.MANAGED_FIELDS));
        Plan plan = restoring.plan(source, cluster, options);
        try (FaultProxy proxy = FaultProxy.before(cluster)) {
            var cut = new AtomicBoolean();
            proxy.inject(request -> {
                if (cut.get()) {
                    return Fault.breakBefore();
                }
                if (request.method().equals("PATCH")) {
                    cut.set(true);
                    return second.equals("done") ? Fault.loseAnswer() : Fault.breakBefore();
                }
                return Fault.NONE;
            });
            assertThatThrownBy(() -> restoring.apply(plan, source, proxy.kubeconfig(), Duration.ofSeconds(1)))
                    .isInstanceOf(Problem.class);
        }
        ObjectNode map = Made.configMap(namespace, "map", "");
        String uid = live(map).at("/metadata/uid").asText();
        assertThat(live(map).at("/metadata/managedFields").toString())
                .contains(second.equals("done") ? "kubectl-create" : "jangada");
        if (then.equals("resumed")) {
            RestoreReport report = restoring.apply(plan, source, cluster);
            assertThat(report.failures()).isEmpty();
            assertThat(report.count(Outcome.CREATED)).isEqualTo(2);
            assertThat(live(map).at("/metadata/uid").asText()).isEqualTo(uid);
            assertThat(live(map).at("/metadata/managedFields/0/manager").asText())
                    .isEqualTo("kubectl-create");
        }
        assertThat(restoring.undo(plan, new FakeSource("dump:nothing"), cluster).failures())
                .isEmpty();
        assertThat(isThere(map)).isFalse();
    }
}
