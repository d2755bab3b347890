package dev.jangada.kube.model.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeMappingTest {

    private static final NodeMapping MAPPING =
            NodeMapping.parse(List.of("n1=box-1.example.org", "n2=box-1.example.org"));

    private static final String AFFINITY = "{nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution:"
            + " {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [n1, n9]}],"
            + " matchFields: [{key: metadata.name, operator: In, values: [n1]}]}]},"
            + " preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, preference:"
            + " {matchExpressions: [{key: kubernetes.io/hostname, operator: NotIn, values: [n2]},"
            + " {key: rack, operator: In, values: [n1]}]}}]}}";

    @Test
    void localVolumesGoToTheOtherMachine() {
        var volume = Transformed.by(MAPPING, """
                apiVersion: v1
                kind: PersistentVolume
                metadata:
                  name: local-1
                  labels: {kubernetes.io/hostname: n1}
                  annotations: {local.path.provisioner/selected-node: n1}
                spec:
                  local: {path: /mnt/n1}
                  nodeAffinity:
                    required:
                      nodeSelectorTerms:
                      - matchExpressions:
                        - {key: kubernetes.io/hostname, operator: In, values: [n1]}
                        - {key: topology.topolvm.io/node, operator: In, values: [n1]}
                        - {key: topology.kubernetes.io/zone, operator: In, values: [n1]}
                        matchFields:
                        - {key: metadata.name, operator: In, values: [n1]}
                """);
        assertThat(volume.at("/metadata").toString())
                .contains("box-1.example.org")
                .doesNotContain("\"n1\"");
        var term = volume.at("/spec/nodeAffinity/required/nodeSelectorTerms/0");
        assertThat(term.at("/matchExpressions/0/values/0").asText()).isEqualTo("box-1.example.org");
        assertThat(term.at("/matchExpressions/1/values/0").asText()).isEqualTo("box-1.example.org");
        assertThat(term.at("/matchExpressions/2/values/0").asText()).isEqualTo("n1");
        assertThat(term.at("/matchFields/0/values/0").asText()).isEqualTo("box-1.example.org");
        assertThat(volume.at("/spec/local/path").asText()).isEqualTo("/mnt/n1");
    }

    @ParameterizedTest
    @CsvSource({
        "v1 Pod,/spec",
        "v1 PodTemplate,/template/spec",
        "apps/v1 Deployment,/spec/template/spec",
        "apps/v1 StatefulSet,/spec/template/spec",
        "apps/v1 DaemonSet,/spec/template/spec",
        "apps/v1 ReplicaSet,/spec/template/spec",
        "v1 ReplicationController,/spec/template/spec",
        "batch/v1 Job,/spec/template/spec",
        "batch/v1 CronJob,/spec/jobTemplate/spec/template/spec"
    })
    void podsGoToTheOtherMachine(String type, String pointer) {
        String[] parts = type.split(" ", -1);
        String spec =
                "{nodeName: n1, nodeSelector: {kubernetes.io/hostname: n1, rack: n1}, affinity: " + AFFINITY + "}";
        String[] steps = pointer.substring(1).split("/", -1);
        for (int i = steps.length - 1; i >= 0; i--) {
            spec = "{" + steps[i] + ": " + spec + "}";
        }
        var pods = Transformed.at(
                MAPPING,
                "{apiVersion: %s, kind: %s, metadata: {name: n1, namespace: n1}, %s"
                        .formatted(parts[0], parts[1], spec.substring(1)),
                pointer);
        assertThat(pods.path("nodeName").asText()).isEqualTo("box-1.example.org");
        assertThat(pods.path("nodeSelector"))
                .hasToString("{\"kubernetes.io/hostname\":\"box-1.example.org\",\"rack\":\"n1\"}");
        assertThat(pods.path("affinity").toString())
                .contains("\"values\":[\"box-1.example.org\",\"n9\"]")
                .contains("\"key\":\"metadata.name\",\"operator\":\"In\",\"values\":[\"box-1.example.org\"]")
                .contains("\"operator\":\"NotIn\",\"values\":[\"box-1.example.org\"]")
                .contains("\"key\":\"rack\",\"operator\":\"In\",\"values\":[\"n1\"]");
    }

    @Test
    void nodesAreRenamedWithTheirLabels() {
        var node = Transformed.by(
                MAPPING,
                "{apiVersion: v1, kind: Node, metadata: {name: n1, labels: {kubernetes.io/hostname: n1,"
                        + " topology.hostpath.csi/node: n1, rack: n1}}}");
        assertThat(node.path("metadata"))
                .hasToString(
                        "{\"name\":\"box-1.example.org\",\"labels\":{\"kubernetes.io/hostname\":\"box-1.example.org\","
                                + "\"topology.hostpath.csi/node\":\"box-1.example.org\",\"rack\":\"n1\"}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v1 PersistentVolumeClaim|{metadata: {name: o, annotations: {volume.kubernetes.io/selected-node: n1}}}|/metadata/annotations/volume.kubernetes.io~1selected-node|box-1.example.org",
                "v1 Endpoints|{metadata: {name: o}, subsets: [{addresses: [{nodeName: n1}]}]}|/subsets/0/addresses/0/nodeName|box-1.example.org",
                "discovery.k8s.io/v1 EndpointSlice|{metadata: {name: o}, endpoints: [{nodeName: n1}]}|/endpoints/0/nodeName|box-1.example.org",
                "storage.k8s.io/v1 StorageClass|{metadata: {name: o}, allowedTopologies: [{matchLabelExpressions: [{key: openebs.io/nodename, values: [n1]}]}]}|/allowedTopologies/0/matchLabelExpressions/0/values/0|box-1.example.org",
                "rbac.authorization.k8s.io/v1 ClusterRoleBinding|{metadata: {name: o}, subjects: [{kind: User, name: 'system:node:n1'}]}|/subjects/0/name|system:node:box-1.example.org",
                "v1 ConfigMap|{metadata: {name: n1}, data: {node: n1}}|/data/node|n1",
            })
    void otherReferencesFollow(String type, String fields, String pointer, String expected) {
        String[] parts = type.split(" ", -1);
        String object = "{apiVersion: %s, kind: %s, %s".formatted(parts[0], parts[1], fields.substring(1));
        assertThat(Transformed.at(MAPPING, object, pointer).asText()).isEqualTo(expected);
    }

    @Test
    void onlyKeysOfNodesChange() {
        var node = new GroupKind("", "Node");
        var pod = new GroupKind("", "Pod");
        assertThat(MAPPING.map(new ObjectKey(node, "", "n1")).name()).isEqualTo("box-1.example.org");
        assertThat(MAPPING.map(new ObjectKey(pod, "n1", "n1"))).isEqualTo(new ObjectKey(pod, "n1", "n1"));
    }

    @ParameterizedTest
    @CsvSource({
        "n1, is no mapping",
        "n1=N2, cannot be the name of a node",
        "n1=n1, to itself",
        "n1=a..b, cannot be the name"
    })
    void refusesWhatCannotBe(String word, String message) {
        assertThatThrownBy(() -> NodeMapping.parse(List.of(word)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(message);
    }
}
