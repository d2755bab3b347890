package dev.jangada.kube.dump.convert;

import static dev.jangada.kube.dump.convert.Golden.becomes;
import static dev.jangada.kube.dump.convert.Golden.stays;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.kube.model.KubeObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Source: kubernetes.io "Deprecated API Migration Guide"; further ones at each test. */
class ServicesAndPoliciesTest {

    private static String at(String apiVersion, String kind, String rest) {
        return "{apiVersion: '" + apiVersion + "', kind: '" + kind + "', metadata: {name: 'x'}" + rest + "}";
    }

    /** Source: pkg/apis/networking/v1beta1/conversion.go. */
    @Test
    void anIngressNamesItsServicesInAnotherPlace() {
        String annotated = "metadata: {name: 'x', annotations: {'kubernetes.io/ingress.class': 'nginx'}}";
        for (String old : List.of("extensions/v1beta1", "networking.k8s.io/v1beta1")) {
            assertThat(
                            becomes(
                                    "{apiVersion: '" + old + "', kind: 'Ingress', " + annotated
                                            + ", spec: {backend: {serviceName: 'd', servicePort: 80}, tls: [{secretName: 't'}], rules: [{host: 'h', http: {paths: ["
                                            + "{path: '/a', backend: {serviceName: 'a', servicePort: 'http'}},"
                                            + "{path: '/b', pathType: 'Prefix', backend: {serviceName: 'b', servicePort: '8080'}},"
                                            + "{backend: {resource: {kind: 'Bucket', name: 'r'}}}]}}]}}",
                                    "{apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', " + annotated
                                            + ", spec: {defaultBackend: {service: {name: 'd', port: {number: 80}}}, tls: [{secretName: 't'}], rules: [{host: 'h', http: {paths: ["
                                            + "{path: '/a', pathType: 'ImplementationSpecific', backend: {service: {name: 'a', port: {name: 'http'}}}},"
                                            + "{path: '/b', pathType: 'Prefix', backend: {service: {name: 'b', port: {number: 8080}}}},"
                                            + "{pathType: 'ImplementationSpecific', backend: {resource: {kind: 'Bucket', name: 'r'}}}]}}]}}"))
                    .singleElement()
                    .asString()
                    .contains("spec.rules[0].http.paths[1].backend");
        }
    }

    /** Source: pkg/apis/policy/v1beta1/conversion.go: v1beta1's empty selector means no pod, v1's every pod. */
    @Test
    void anEmptySelectorOfADisruptionBudgetGoesOnMeaningNoPod() {
        String none =
                "{matchExpressions: [{key: 'pdb.kubernetes.io/deprecated-v1beta1-empty-selector-match', operator: 'Exists'}]}";
        String all =
                "{matchExpressions: [{key: 'pdb.kubernetes.io/deprecated-v1beta1-empty-selector-match', operator: 'DoesNotExist'}]}";
        String kind = "PodDisruptionBudget";
        becomes(
                at("policy/v1beta1", kind, ", spec: {minAvailable: 1, selector: {}}"),
                at("policy/v1", kind, ", spec: {minAvailable: 1, selector: " + none + "}"));
        becomes(
                at("policy/v1beta1", kind, ", spec: {selector: {matchLabels: {}, matchExpressions: []}}"),
                at("policy/v1", kind, ", spec: {selector: " + none + "}"));
        becomes(
                at("policy/v1beta1", kind, ", spec: {selector: " + all + "}"),
                at("policy/v1", kind, ", spec: {selector: {}}"));
        becomes(at("policy/v1beta1", kind, ", spec: {}"), at("policy/v1", kind, ", spec: {}"));
        becomes(
                at("policy/v1beta1", kind, ", spec: {selector: {matchLabels: {app: 'web'}}}"),
                at("policy/v1", kind, ", spec: {selector: {matchLabels: {app: 'web'}}}"));
    }

    /** Source: pkg/apis/batch/v2alpha1/defaults.go and v1/defaults.go. */
    @Test
    void aCronJobOfV2alpha1KeepsItsFinishedJobs() {
        becomes(
                at("batch/v2alpha1", "CronJob", ", spec: {schedule: '* * * * *', failedJobsHistoryLimit: 2}"),
                at(
                        "batch/v1",
                        "CronJob",
                        ", spec: {schedule: '* * * * *', failedJobsHistoryLimit: 2, successfulJobsHistoryLimit: 2147483647}"));
        becomes(at("batch/v1beta1", "CronJob", ", spec: {}"), at("batch/v1", "CronJob", ", spec: {}"));
    }

    /** Source: pkg/apis/discovery/v1beta1/conversion.go. */
    @Test
    void anEndpointsTopologyBecomesFields() {
        becomes(
                at(
                        "discovery.k8s.io/v1beta1",
                        "EndpointSlice",
                        ", endpoints: [{addresses: ['10.0.0.1'], topology: {'kubernetes.io/hostname': 'n1', 'topology.kubernetes.io/zone': 'z', rack: '4'}},"
                                + "{nodeName: 'n2', topology: {'kubernetes.io/hostname': 'n2'}},"
                                + "{nodeName: 'n3', topology: {'kubernetes.io/hostname': 'other'}}]"),
                at(
                        "discovery.k8s.io/v1",
                        "EndpointSlice",
                        ", endpoints: [{addresses: ['10.0.0.1'], zone: 'z', nodeName: 'n1', deprecatedTopology: {rack: '4'}},"
                                + "{nodeName: 'n2'},"
                                + "{nodeName: 'n3', deprecatedTopology: {'kubernetes.io/hostname': 'other'}}]"));
    }

    /** Source: pkg/apis/rbac/v1alpha1/conversion.go. */
    @Test
    void bindingsOfV1alpha1NameGroupsInsteadOfVersions() {
        String rbac = "rbac.authorization.k8s.io";
        assertThat(becomes(
                        at(
                                rbac + "/v1alpha1",
                                "ClusterRoleBinding",
                                ", roleRef: {kind: 'ClusterRole', name: 'r'}, subjects: ["
                                        + "{kind: 'User', name: 'ana', apiVersion: 'rbac.authorization.k8s.io/v1alpha1'},"
                                        + "{kind: 'User', name: '*'}, {kind: 'Group', name: 'g'},"
                                        + "{kind: 'ServiceAccount', name: 's', namespace: 'n', apiVersion: 'v1'},"
                                        + "{kind: 'Robot', name: 'r', apiVersion: 'example.org/v1'}]"),
                        at(
                                rbac + "/v1",
                                "ClusterRoleBinding",
                                ", roleRef: {kind: 'ClusterRole', name: 'r', apiGroup: 'rbac.authorization.k8s.io'}, subjects: ["
                                        + "{kind: 'User', name: 'ana', apiGroup: 'rbac.authorization.k8s.io'},"
                                        + "{kind: 'Group', name: 'system:authenticated', apiGroup: 'rbac.authorization.k8s.io'},"
                                        + "{kind: 'Group', name: 'g', apiGroup: 'rbac.authorization.k8s.io'},"
                                        + "{kind: 'ServiceAccount', name: 's', namespace: 'n'},"
                                        + "{kind: 'Robot', name: 'r', apiGroup: 'example.org'}]")))
                .singleElement()
                .asString()
                .contains("system:authenticated");
        assertThat(becomes(
                        at(rbac + "/v1alpha1", "Role", ", rules: [{verbs: ['get'], attributeRestrictions: {a: 1}}]"),
                        at(rbac + "/v1", "Role", ", rules: [{verbs: ['get']}]")))
                .hasSize(1);
        for (String kind : List.of("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding")) {
            becomes(at(rbac + "/v1beta1", kind, ""), at(rbac + "/v1", kind, ""));
        }
    }

    /** Source: pkg/apis/admissionregistration/v1beta1/defaults.go. */
    @Test
    void webhooksKeepTheirOldDefaults() {
        String group = "admissionregistration.k8s.io";
        for (String kind : List.of("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration")) {
            becomes(
                    at(group + "/v1beta1", kind, ", webhooks: [{name: 'a.b.c', sideEffects: 'None'}]"),
                    at(
                            group + "/v1",
                            kind,
                            ", webhooks: [{name: 'a.b.c', sideEffects: 'None', failurePolicy: 'Ignore', matchPolicy: 'Exact',"
                                    + " timeoutSeconds: 30, admissionReviewVersions: ['v1beta1']}]"));
            assertThat(stays(at(group + "/v1beta1", kind, ", webhooks: [{name: 'a.b.c'}]")))
                    .contains("a.b.c")
                    .contains("Unknown");
            assertThat(stays(at(
                            group + "/v1beta1",
                            kind,
                            ", webhooks: [{name: 'a', sideEffects: 'None'}, {name: 'a', sideEffects: 'None'}]")))
                    .contains("rename");
        }
    }

    /** Source: pkg/apis/flowcontrol/v1beta3/conversion.go. */
    @Test
    void zeroSharesWereTheDefaultBeforeV1() {
        String flow = "flowcontrol.apiserver.k8s.io";
        String kind = "PriorityLevelConfiguration";
        becomes(
                at(flow + "/v1beta2", kind, ", spec: {limited: {assuredConcurrencyShares: 5}}"),
                at(flow + "/v1", kind, ", spec: {limited: {nominalConcurrencyShares: 5}}"));
        becomes(
                at(flow + "/v1beta3", kind, ", spec: {limited: {nominalConcurrencyShares: 0}}"),
                at(flow + "/v1", kind, ", spec: {limited: {}}"));
        becomes(
                "{apiVersion: '" + flow + "/v1beta3', kind: '" + kind
                        + "', metadata: {name: 'x', annotations: {'flowcontrol.k8s.io/v1beta3-preserve-zero-concurrency-shares': ''}},"
                        + " spec: {limited: {nominalConcurrencyShares: 0}}}",
                "{apiVersion: '" + flow + "/v1', kind: '" + kind
                        + "', metadata: {name: 'x', annotations: {}}, spec: {limited: {nominalConcurrencyShares: 0}}}");
    }

    /** Source: pkg/apis/node/v1alpha1/conversion.go. */
    @Test
    void aRuntimeClassLosesItsSpec() {
        becomes(
                at(
                        "node.k8s.io/v1alpha1",
                        "RuntimeClass",
                        ", spec: {runtimeHandler: 'kata', overhead: {podFixed: {cpu: '1'}}}"),
                at("node.k8s.io/v1", "RuntimeClass", ", handler: 'kata', overhead: {podFixed: {cpu: '1'}}"));
    }

    @Test
    void kindsThatOnlyChangedTheirVersionsName() {
        String[][] same = {
            {"extensions/v1beta1", "networking.k8s.io/v1", "NetworkPolicy"},
            {"networking.k8s.io/v1beta1", "networking.k8s.io/v1", "IngressClass"},
            {"storage.k8s.io/v1beta1", "storage.k8s.io/v1", "StorageClass"},
            {"storage.k8s.io/v1beta1", "storage.k8s.io/v1", "CSIDriver"},
            {"scheduling.k8s.io/v1beta1", "scheduling.k8s.io/v1", "PriorityClass"},
            {"coordination.k8s.io/v1beta1", "coordination.k8s.io/v1", "Lease"},
            {"node.k8s.io/v1beta1", "node.k8s.io/v1", "RuntimeClass"},
            {"apiregistration.k8s.io/v1beta1", "apiregistration.k8s.io/v1", "APIService"},
        };
        for (String[] kind : same) {
            assertThat(becomes(at(kind[0], kind[2], ", spec: {a: 1}"), at(kind[1], kind[2], ", spec: {a: 1}")))
                    .isEmpty();
        }
    }

    @Test
    void whatHasNoSuccessorIsNamed() {
        assertThat(stays(at("policy/v1beta1", "PodSecurityPolicy", "")))
                .contains("policy/v1beta1 PodSecurityPolicy")
                .contains("Pod Security Admission");
    }

    @Test
    void whatIsOfTodayStays() {
        var object = KubeObject.of(Golden.json(at("apps/v1", "Deployment", "")));
        assertThat(new VersionConverter().toCurrent(object)).isEqualTo(new Conversion.Unchanged(object));
        assertThat(new VersionConverter().convert(object, "apps/v1")).containsSame(object);
    }

    /** {@code pkg/apis/batch/validation/validation.go}: "cannot use TZ or CRON_TZ in schedule, use timeZone field". */
    @Test
    void aTimeZoneInFrontOfAScheduleGoesToItsField() {
        String cronJob = "{apiVersion: '%s', kind: 'CronJob', metadata: {name: 'c'}, spec: {%s}}";
        assertThat(becomes(
                        cronJob.formatted("batch/v1beta1", "schedule: 'CRON_TZ=America/Fortaleza 0 3 * * *'"),
                        cronJob.formatted("batch/v1", "schedule: '0 3 * * *', timeZone: 'America/Fortaleza'")))
                .isEmpty();
        assertThat(
                        becomes(
                                cronJob.formatted("batch/v2alpha1", "schedule: 'TZ=UTC  @daily'"),
                                cronJob.formatted(
                                        "batch/v1",
                                        "schedule: '@daily', timeZone: 'UTC',"
                                                + " successfulJobsHistoryLimit: 2147483647, failedJobsHistoryLimit: 2147483647")))
                .isEmpty();
    }

    @Test
    void kindsThatAreGoneAreNamed() {
        for (String gone : new String[] {
            "batch/v2alpha1 ScheduledJob",
            "settings.k8s.io/v1alpha1 PodPreset",
            "autoscaling/v2alpha1 HorizontalPodAutoscaler",
            "extensions/v1beta1 Job"
        }) {
            String[] of = gone.split(" ", -1);
            assertThat(stays("{apiVersion: '" + of[0] + "', kind: '" + of[1] + "', metadata: {name: 'x'}}"))
                    .startsWith(gone + " was removed");
        }
    }
}
