package dev.jangada.kube.model.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.sample.Yaml;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuietTest {

    private static final Transform QUIET = Transform.of(List.of(Quiet.suspendCronJobs(), Quiet.scaleToZero()));

    @ParameterizedTest
    @CsvSource({
        "apps/v1,Deployment,deployments.apps",
        "apps/v1,StatefulSet,statefulsets.apps",
        "apps/v1,ReplicaSet,replicasets.apps",
        "v1,ReplicationController,replicationcontrollers"
    })
    void workloadsAreScaledToNothingAndWoken(String apiVersion, String kind, String resource) {
        ObjectNode tree = quiet(apiVersion, kind, "{replicas: 3}");
        assertThat(tree.at("/spec/replicas")).hasToString("0");
        assertThat(tree.at("/metadata/annotations")).hasToString("{\"jangada.dev/replicas\":\"3\"}");
        assertThat(wake(tree))
                .contains(
                        "kubectl patch " + resource + " -n shop web --type=merge -p"
                                + " '{\"spec\":{\"replicas\":3},\"metadata\":{\"annotations\":{\"jangada.dev/replicas\":null}}}'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{replicas: null}"})
    void noNumberOfReplicasIsOne(String spec) {
        ObjectNode tree = quiet("apps/v1", "Deployment", spec);
        assertThat(tree.at("/spec/replicas")).hasToString("0");
        assertThat(tree.at("/metadata/annotations/jangada.dev~1replicas").asText())
                .isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "apps/v1|Deployment|{replicas: 0}",
                "apps/v1|Deployment|[]",
                "apps/v1|Deployment|{replicas: many}",
                "apps/v1|DaemonSet|{}",
                "autoscaling/v2|HorizontalPodAutoscaler|{minReplicas: 2}",
                "acme.io/v1|Deployment|{replicas: 2}",
                "batch/v1|CronJob|{suspend: true}",
                "batch/v1|CronJob|word",
                "batch/v1|Job|{}",
            })
    void whatSleepsOrCannotSleepStaysAsItIs(String apiVersion, String kind, String spec) {
        assertThat(quiet(apiVersion, kind, spec))
                .isEqualTo(object(apiVersion, kind, spec).tree());
        assertThat(wake(quiet(apiVersion, kind, spec))).isEmpty();
    }

    @Test
    void cronJobsAreSuspendedAndWoken() {
        ObjectNode tree = quiet("batch/v1", "CronJob", "{schedule: '* * * * *', suspend: false}");
        assertThat(tree.at("/spec/suspend")).hasToString("true");
        assertThat(wake(tree))
                .contains(
                        "kubectl patch cronjobs.batch -n shop web --type=merge -p"
                                + " '{\"spec\":{\"suspend\":false},\"metadata\":{\"annotations\":{\"jangada.dev/suspend\":null}}}'");
    }

    @Test
    void quietingTwiceKeepsWhatWas() {
        ObjectNode once = quiet("apps/v1", "Deployment", "{replicas: 3}");
        ObjectNode twice = once.deepCopy();
        QUIET.apply(KubeObject.of(once).key(), twice);
        assertThat(twice).isEqualTo(once);
    }

    @Test
    void anAnnotationThatIsNoNumberWakesNothing() {
        ObjectNode tree = quiet("apps/v1", "Deployment", "{replicas: 3}");
        ((ObjectNode) tree.at("/metadata/annotations")).put(Quiet.REPLICAS, "3'; reboot");
        assertThat(wake(tree)).isEmpty();
    }

    @Test
    void strangeNamesAreQuotedForTheShell() {
        KubeObject object = Yaml.object(
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: \"a'b\", namespace: $x}, spec: {}}");
        ObjectNode tree = object.tree();
        QUIET.apply(object.key(), tree);
        assertThat(Quiet.wake(object.key(), tree).orElseThrow()).contains("-n '$x' 'a'\\''b' --type");
    }

    private static Optional<String> wake(ObjectNode tree) {
        return Quiet.wake(KubeObject.of(tree).key(), tree);
    }

    private static ObjectNode quiet(String apiVersion, String kind, String spec) {
        KubeObject object = object(apiVersion, kind, spec);
        ObjectNode tree = object.tree();
        QUIET.apply(object.key(), tree);
        return tree;
    }

    private static KubeObject object(String apiVersion, String kind, String spec) {
        return Yaml.object("{apiVersion: %s, kind: %s, metadata: {name: web, namespace: shop}, spec: %s}"
                .formatted(apiVersion, kind, spec));
    }
}
