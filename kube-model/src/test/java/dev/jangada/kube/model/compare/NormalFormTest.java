package dev.jangada.kube.model.compare;

import static dev.jangada.kube.model.sample.Yaml.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.kube.model.KubeObject;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is the same to a cluster, however it is written, and what is not. */
class NormalFormTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // What protobuf cannot tell from absent; k8s.io/api's types have omitempty.
                "v1 | Pod | spec: {affinity: null, initContainers: [], containers: [{name: c, args: [], command: null}]} | spec: {containers: [{name: c}]}",
                "v1 | Service | spec: {externalIPs: [], selector: {}} | spec: {}",
                "networking.k8s.io/v1 | NetworkPolicy | spec: {podSelector: {matchLabels: {}}, policyTypes: []} | spec: {podSelector: {}}",
                // SetDefaults_HTTPGetAction, SetDefaults_Volume in pkg/apis/core/v1/defaults.go
                "v1 | Pod | spec: {containers: [{name: c, livenessProbe: {httpGet: {port: 1, path: /}}}]} | spec: {containers: [{name: c, livenessProbe: {httpGet: {port: 1}}}]}",
                "v1 | Pod | spec: {containers: [{name: c, lifecycle: {preStop: {httpGet: {port: 1, path: /}}}}]} | spec: {containers: [{name: c, lifecycle: {preStop: {httpGet: {port: 1}}}}]}",
                "v1 | Pod | spec: {volumes: [{name: v, emptyDir: {}}]} | spec: {volumes: [{name: v}]}",
                "v1 | Pod | spec: {volumes: [{name: v, image: {reference: 'a:1', pullPolicy: IfNotPresent}}]} | spec: {volumes: [{name: v, image: {reference: 'a:1'}}]}",
                "v1 | Pod | spec: {volumes: [{name: v, image: {reference: a, pullPolicy: Always}}]} | spec: {volumes: [{name: v, image: {reference: a}}]}",
                "v1 | Pod | spec: {containers: [{name: c, image: 'a:latest@sha256:1', imagePullPolicy: Always}]} | spec: {containers: [{name: c, image: 'a:latest@sha256:1'}]}",
                // Convert_v1_PodSpec_To_core_PodSpec in pkg/apis/core/v1/conversion.go
                "v1 | Pod | spec: {serviceAccount: web} | spec: {serviceAccountName: web}",
                "v1 | Pod | spec: {serviceAccount: old, serviceAccountName: web} | spec: {serviceAccountName: web}",
                // SetDefaults_Pod
                "v1 | Pod | spec: {containers: [{name: c, resources: {limits: {cpu: 1}, requests: {cpu: 1000m}}}]} | spec: {containers: [{name: c, resources: {limits: {cpu: 1}}}]}",
                // SetDefaults_LimitRangeItem
                "v1 | LimitRange | spec: {limits: [{type: Container, max: {cpu: 2}, min: {memory: 1Gi}, default: {cpu: 2}, defaultRequest: {cpu: 2, memory: 1Gi}}]}"
                        + " | spec: {limits: [{type: Container, max: {cpu: 2000m}, min: {memory: 1024Mi}}]}",
                "v1 | LimitRange | spec: {limits: [{type: Container, maxLimitRequestRatio: {cpu: 2}}]} | spec: {limits: [{type: Container, maxLimitRequestRatio: {cpu: 2000m}}]}",
                // SetDefaults_Job in pkg/apis/batch/v1/defaults.go
                "batch/v1 | Job | spec: {backoffLimitPerIndex: 1, backoffLimit: 2147483647} | spec: {backoffLimitPerIndex: 1}",
                "batch/v1 | Job | spec: {podReplacementPolicy: Failed, podFailurePolicy: {rules: [{onPodConditions: [{type: a, status: 'True'}]}]}}"
                        + " | spec: {podFailurePolicy: {rules: [{onPodConditions: [{type: a}]}]}}",
                "autoscaling/v2 | HorizontalPodAutoscaler | spec: {metrics: [{type: Pods, pods: {target: {averageValue: 1500m}}}]}"
                        + " | spec: {metrics: [{type: Pods, pods: {target: {averageValue: '1.5'}}}]}",
            })
    void whatTheServerMakesOfAnObjectIsNoDifference(String apiVersion, String kind, String served, String written) {
        String object = "{apiVersion: %s, kind: %s, metadata: {name: o, namespace: a}, %s}";
        assertThat(told(object.formatted(apiVersion, kind, served), object.formatted(apiVersion, kind, written)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v1 | Pod | spec: {serviceAccount: web} | spec: {}",
                "v1 | LimitRange | spec: {limits: [{type: Pod, max: {cpu: 2}, default: {cpu: 2}}]} | spec: {limits: [{type: Pod, max: {cpu: 2}}]}",
                "batch/v1 | Job | spec: {backoffLimitPerIndex: 1, backoffLimit: 6} | spec: {backoffLimitPerIndex: 1}",
                "batch/v1 | Job | spec: {podReplacementPolicy: Failed} | spec: {}",
                "networking.k8s.io/v1 | NetworkPolicy | spec: {ingress: [{from: [{namespaceSelector: {}}]}]} | spec: {ingress: [{}]}",
                "networking.k8s.io/v1 | NetworkPolicy | spec: {ingress: [{}]} | spec: {ingress: []}",
                "apiextensions.k8s.io/v1 | CustomResourceDefinition | spec: {versions: [{name: v, schema: {a: {default: []}}}]} | spec: {versions: [{name: v, schema: {a: {}}}]}",
                "example.com/v1 | Widget | spec: {a: []} | spec: {}",
                "example.com/v1 | Widget | spec: {a: null} | spec: {}",
            })
    void whatMeansSomethingElseIsTold(String apiVersion, String kind, String before, String after) {
        String object = "{apiVersion: %s, kind: %s, metadata: {name: o, namespace: a}, %s}";
        assertThat(told(object.formatted(apiVersion, kind, before), object.formatted(apiVersion, kind, after)))
                .isNotEmpty();
    }

    /** Whether a value is a default depends on the field beside it, which is what changed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: $, imagePullPolicy: IfNotPresent}]}}"
                        + " | 'nginx:1' | nginx | spec.containers[name=c].image",
                "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: n}, spec: {policyTypes: [Ingress, Egress], egress: $}}"
                        + " | [{ports: [{port: 1}]}] | [] | spec.egress",
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: n}, rules: [{verbs: [get]}]$}"
                        + " | '' | ', aggregationRule: {a: b}' | aggregationRule.a",
                "{apiVersion: v1, kind: Service, metadata: {name: n}, spec: {ports: [{port: 80, targetPort: 80, name: $}]}}"
                        + " | a | b | spec.ports[port=80].name",
            })
    void whatBothSidesHoldIsNoDifference(String yaml, String first, String second, String path) {
        KubeObject before = object(yaml.replace("$", first));
        KubeObject after = object(yaml.replace("$", second));
        for (List<KubeObject> pair : List.of(List.of(before, after), List.of(after, before))) {
            assertThat(ObjectDiff.of(pair.getFirst(), pair.getLast(), NormalForm.standard()).changes().stream()
                            .map(FieldChange::path))
                    .containsExactly(path);
        }
    }

    private static List<String> told(String before, String after) {
        return ObjectDiff.of(object(before), object(after), NormalForm.standard()).changes().stream()
                .map(FieldChange::path)
                .toList();
    }
}
