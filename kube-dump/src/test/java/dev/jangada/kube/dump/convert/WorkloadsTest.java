package dev.jangada.kube.dump.convert;

import static dev.jangada.kube.dump.convert.Golden.becomes;
import static dev.jangada.kube.dump.convert.Golden.stays;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Sources: kubernetes.io "Deprecated API Migration Guide", 1.16; pkg/apis/{extensions,apps}/v1beta1/defaults.go. */
class WorkloadsTest {

    private static final String TEMPLATE = "template: {metadata: {labels: {app: 'web'}}, spec: {containers: []}}";

    @Test
    void aDeploymentOfExtensionsKeepsItsOldDefaults() {
        assertThat(becomes(
                        "{apiVersion: 'extensions/v1beta1', kind: 'Deployment', metadata: {name: 'web', namespace: 'shop'},"
                                + " spec: {replicas: 2, rollbackTo: {revision: 3}, "
                                + TEMPLATE
                                + "}}",
                        "{apiVersion: 'apps/v1', kind: 'Deployment',"
                                + " metadata: {name: 'web', namespace: 'shop', labels: {app: 'web'}},"
                                + " spec: {replicas: 2, "
                                + TEMPLATE
                                + ", selector: {matchLabels: {app: 'web'}},"
                                + " strategy: {type: 'RollingUpdate', rollingUpdate: {maxUnavailable: 1, maxSurge: 1}},"
                                + " revisionHistoryLimit: 2147483647, progressDeadlineSeconds: 2147483647}}"))
                .singleElement()
                .asString()
                .contains("spec.rollbackTo");
    }

    @Test
    void whatADeploymentSaysItselfStays() {
        assertThat(becomes(
                        "{apiVersion: 'extensions/v1beta1', kind: 'Deployment', metadata: {name: 'web', labels: {a: 'b'}},"
                                + " spec: {selector: {matchLabels: {app: 'web'}}, strategy: {type: 'Recreate'},"
                                + " revisionHistoryLimit: 0, progressDeadlineSeconds: 30, "
                                + TEMPLATE
                                + "}}",
                        "{apiVersion: 'apps/v1', kind: 'Deployment', metadata: {name: 'web', labels: {a: 'b'}},"
                                + " spec: {selector: {matchLabels: {app: 'web'}}, strategy: {type: 'Recreate'},"
                                + " revisionHistoryLimit: 0, progressDeadlineSeconds: 30, "
                                + TEMPLATE
                                + "}}"))
                .isEmpty();
    }

    @Test
    void aDeploymentOfAppsV1beta1KeepsTwoRevisions() {
        assertThat(becomes(
                        "{apiVersion: 'apps/v1beta1', kind: 'Deployment', metadata: {name: 'web'}, spec: {" + TEMPLATE
                                + "}}",
                        "{apiVersion: 'apps/v1', kind: 'Deployment', metadata: {name: 'web', labels: {app: 'web'}},"
                                + " spec: {" + TEMPLATE
                                + ", selector: {matchLabels: {app: 'web'}}, revisionHistoryLimit: 2}}"))
                .isEmpty();
    }

    @Test
    void appsV1beta2OnlyChangesItsName() {
        for (String kind : new String[] {"Deployment", "DaemonSet", "ReplicaSet", "StatefulSet"}) {
            assertThat(becomes(
                            "{apiVersion: 'apps/v1beta2', kind: '" + kind + "', metadata: {name: 'x'},"
                                    + " spec: {selector: {matchLabels: {app: 'web'}}, " + TEMPLATE + "}}",
                            "{apiVersion: 'apps/v1', kind: '" + kind + "', metadata: {name: 'x'},"
                                    + " spec: {selector: {matchLabels: {app: 'web'}}, " + TEMPLATE + "}}"))
                    .isEmpty();
        }
    }

    @Test
    void aDaemonSetOfExtensionsWaitsForDeletionsAndKeepsItsGenerationAsAnAnnotation() {
        assertThat(becomes(
                        "{apiVersion: 'extensions/v1beta1', kind: 'DaemonSet', metadata: {name: 'log'},"
                                + " spec: {templateGeneration: 7, " + TEMPLATE + "}}",
                        "{apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: {name: 'log', labels: {app: 'web'},"
                                + " annotations: {'deprecated.daemonset.template.generation': '7'}},"
                                + " spec: {" + TEMPLATE
                                + ", selector: {matchLabels: {app: 'web'}}, updateStrategy: {type: 'OnDelete'}}}"))
                .isEmpty();
    }

    @Test
    void aReplicaSetOfExtensionsSelectsItsTemplatesLabels() {
        assertThat(becomes(
                        "{apiVersion: 'extensions/v1beta1', kind: 'ReplicaSet', metadata: {name: 'r'}, spec: {"
                                + TEMPLATE + ", selector: null}}",
                        "{apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: {name: 'r', labels: {app: 'web'}}, spec: {"
                                + TEMPLATE + ", selector: {matchLabels: {app: 'web'}}}}"))
                .isEmpty();
    }

    @Test
    void aStatefulSetOfAppsV1beta1WaitsForDeletions() {
        assertThat(becomes(
                        "{apiVersion: 'apps/v1beta1', kind: 'StatefulSet', metadata: {name: 'db'},"
                                + " spec: {serviceName: 'db', " + TEMPLATE + "}}",
                        "{apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: {name: 'db', labels: {app: 'web'}},"
                                + " spec: {serviceName: 'db', " + TEMPLATE
                                + ", selector: {matchLabels: {app: 'web'}}, updateStrategy: {type: 'OnDelete'}}}"))
                .isEmpty();
    }

    @Test
    void withoutAnyLabelAPersonMustWriteTheSelector() {
        assertThat(stays("{apiVersion: 'extensions/v1beta1', kind: 'Deployment', metadata: {name: 'web'},"
                        + " spec: {template: {}}}"))
                .contains("selector");
    }

    @Test
    void anAutoscalerFindsItsWorkloadAgain() {
        assertThat(becomes(
                        "{apiVersion: 'autoscaling/v1', kind: 'HorizontalPodAutoscaler', metadata: {name: 'h'},"
                                + " spec: {scaleTargetRef: {apiVersion: 'extensions/v1beta1', kind: 'Deployment', name: 'web'}}}",
                        "{apiVersion: 'autoscaling/v1', kind: 'HorizontalPodAutoscaler', metadata: {name: 'h'},"
                                + " spec: {scaleTargetRef: {apiVersion: 'apps/v1', kind: 'Deployment', name: 'web'}}}"))
                .isEmpty();
    }

    /** Source: pkg/apis/autoscaling/v2beta1/conversion.go. */
    @Test
    void metricsOfV2beta1HaveTheirTargetsTogether() {
        assertThat(becomes(
                        "{apiVersion: 'autoscaling/v2beta1', kind: 'HorizontalPodAutoscaler', metadata: {name: 'h'},"
                                + " spec: {maxReplicas: 3,"
                                + " scaleTargetRef: {apiVersion: 'apps/v1beta1', kind: 'Deployment', name: 'web'}, metrics: ["
                                + "{type: 'Resource', resource: {name: 'cpu', targetAverageUtilization: 60}},"
                                + "{type: 'Resource', resource: {name: 'memory', targetAverageValue: '1Gi'}},"
                                + "{type: 'Pods', pods: {metricName: 'rps', targetAverageValue: '10'}},"
                                + "{type: 'Object', object: {metricName: 'hits', targetValue: '0', averageValue: '5',"
                                + " target: {kind: 'Service', name: 's', apiVersion: 'v1'}}},"
                                + "{type: 'Object', object: {metricName: 'hits', targetValue: '100', target: {kind: 'Service', name: 's'}}},"
                                + "{type: 'External', external: {metricName: 'q', metricSelector: {matchLabels: {a: 'b'}}, targetValue: '30'}}"
                                + "]}, status: {currentReplicas: 1}}",
                        "{apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: {name: 'h'},"
                                + " spec: {maxReplicas: 3,"
                                + " scaleTargetRef: {apiVersion: 'apps/v1', kind: 'Deployment', name: 'web'}, metrics: ["
                                + "{type: 'Resource', resource: {name: 'cpu', target: {type: 'Utilization', averageUtilization: 60}}},"
                                + "{type: 'Resource', resource: {name: 'memory', target: {type: 'AverageValue', averageValue: '1Gi'}}},"
                                + "{type: 'Pods', pods: {metric: {name: 'rps'}, target: {type: 'AverageValue', averageValue: '10'}}},"
                                + "{type: 'Object', object: {metric: {name: 'hits'}, describedObject: {kind: 'Service', name: 's', apiVersion: 'v1'},"
                                + " target: {type: 'AverageValue', averageValue: '5'}}},"
                                + "{type: 'Object', object: {metric: {name: 'hits'}, describedObject: {kind: 'Service', name: 's'},"
                                + " target: {type: 'Value', value: '100'}}},"
                                + "{type: 'External', external: {metric: {name: 'q', selector: {matchLabels: {a: 'b'}}}, target: {type: 'Value', value: '30'}}}"
                                + "]}}"))
                .isEmpty();
        assertThat(
                        becomes(
                                "{apiVersion: 'autoscaling/v2beta2', kind: 'HorizontalPodAutoscaler', metadata: {name: 'h'}, spec: {}}",
                                "{apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: {name: 'h'}, spec: {}}"))
                .isEmpty();
        assertThat(stays("{apiVersion: 'autoscaling/v2beta1', kind: 'HorizontalPodAutoscaler', metadata: {name: 'h'},"
                        + " spec: {metrics: [{type: 'Pods', pods: {metricName: 'rps'}}]}}"))
                .contains("spec.metrics[0]");
    }
}
