package dev.jangada.kube.model.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.problem.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamespaceMappingTest {

    private static final NamespaceMapping MAPPING = NamespaceMapping.parse(List.of("shop=store", "a=b", "b=a"));

    private static final String SELECTOR = "{matchLabels: {kubernetes.io/metadata.name: shop, team: shop},"
            + " matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [shop, other]},"
            + " {key: team, operator: In, values: [shop]}]}";
    private static final String MAPPED_SELECTOR =
            "{\"matchLabels\":{\"kubernetes.io/metadata.name\":\"store\",\"team\":\"shop\"},"
                    + "\"matchExpressions\":[{\"key\":\"kubernetes.io/metadata.name\",\"operator\":\"In\",\"values\":[\"store\",\"other\"]},"
                    + "{\"key\":\"team\",\"operator\":\"In\",\"values\":[\"shop\"]}]}";

    @Test
    void objectsMove() {
        var secret = Transformed.by(
                MAPPING,
                "{apiVersion: v1, kind: Secret, metadata: {name: shop, namespace: shop}, stringData: {namespace: shop}}");
        assertThat(secret.path("metadata")).hasToString("{\"name\":\"shop\",\"namespace\":\"store\"}");
        assertThat(secret.path("stringData")).hasToString("{\"namespace\":\"shop\"}");
    }

    @Test
    void namespacesAreRenamedWithTheirLabel() {
        var namespace = Transformed.by(
                MAPPING,
                "{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {kubernetes.io/metadata.name: shop, team: shop}}}");
        assertThat(namespace.path("metadata"))
                .hasToString(
                        "{\"name\":\"store\",\"labels\":{\"kubernetes.io/metadata.name\":\"store\",\"team\":\"shop\"}}");
    }

    @Test
    void twoCanBeExchanged() {
        assertThat(MAPPING.map("a")).isEqualTo("b");
        assertThat(MAPPING.map("b")).isEqualTo("a");
        assertThat(MAPPING.map("c")).isEqualTo("c");
    }

    @Test
    void keysAreMapped() {
        var namespace = new GroupKind("", "Namespace");
        var pod = new GroupKind("", "Pod");
        var node = new GroupKind("", "Node");
        assertThat(MAPPING.map(new ObjectKey(namespace, "", "shop"))).isEqualTo(new ObjectKey(namespace, "", "store"));
        assertThat(MAPPING.map(new ObjectKey(pod, "shop", "shop"))).isEqualTo(new ObjectKey(pod, "store", "shop"));
        assertThat(MAPPING.map(new ObjectKey(node, "", "shop"))).isEqualTo(new ObjectKey(node, "", "shop"));
    }

    /** Each reference that Kubernetes' own kinds have: the kind, where it stands, and what is there before and after. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "v1 PersistentVolume|{spec: {claimRef: {namespace: shop, name: shop}}}|/spec/claimRef/namespace",
                "v1 PersistentVolume|{spec: {csi: {controllerPublishSecretRef: {namespace: shop}}}}|/spec/csi/controllerPublishSecretRef/namespace",
                "v1 PersistentVolume|{spec: {csi: {controllerExpandSecretRef: {namespace: shop}}}}|/spec/csi/controllerExpandSecretRef/namespace",
                "v1 PersistentVolume|{spec: {csi: {nodeStageSecretRef: {namespace: shop}}}}|/spec/csi/nodeStageSecretRef/namespace",
                "v1 PersistentVolume|{spec: {csi: {nodePublishSecretRef: {namespace: shop}}}}|/spec/csi/nodePublishSecretRef/namespace",
                "v1 PersistentVolume|{spec: {csi: {nodeExpandSecretRef: {namespace: shop}}}}|/spec/csi/nodeExpandSecretRef/namespace",
                "v1 PersistentVolume|{spec: {cephfs: {secretRef: {namespace: shop}}}}|/spec/cephfs/secretRef/namespace",
                "v1 PersistentVolume|{spec: {azureFile: {secretNamespace: shop}}}|/spec/azureFile/secretNamespace",
                "v1 PersistentVolumeClaim|{spec: {dataSourceRef: {namespace: shop, name: x}}}|/spec/dataSourceRef/namespace",
                "rbac.authorization.k8s.io/v1 RoleBinding|{subjects: [{kind: ServiceAccount, name: x, namespace: shop}]}|/subjects/0/namespace",
                "rbac.authorization.k8s.io/v1 ClusterRoleBinding|{subjects: [{kind: ServiceAccount, name: x, namespace: shop}]}|/subjects/0/namespace",
                "flowcontrol.apiserver.k8s.io/v1 FlowSchema|{spec: {rules: [{subjects: [{kind: ServiceAccount, serviceAccount: {namespace: shop}}]}]}}|/spec/rules/0/subjects/0/serviceAccount/namespace",
                "admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration|{webhooks: [{clientConfig: {service: {namespace: shop}}}]}|/webhooks/0/clientConfig/service/namespace",
                "admissionregistration.k8s.io/v1 MutatingWebhookConfiguration|{webhooks: [{}, {clientConfig: {service: {namespace: shop}}}]}|/webhooks/1/clientConfig/service/namespace",
                "admissionregistration.k8s.io/v1 ValidatingAdmissionPolicyBinding|{spec: {paramRef: {namespace: shop}}}|/spec/paramRef/namespace",
                "apiregistration.k8s.io/v1 APIService|{spec: {service: {namespace: shop}}}|/spec/service/namespace",
                "apiextensions.k8s.io/v1 CustomResourceDefinition|{spec: {conversion: {webhook: {clientConfig: {service: {namespace: shop}}}}}}|/spec/conversion/webhook/clientConfig/service/namespace",
                "apiextensions.k8s.io/v1beta1 CustomResourceDefinition|{spec: {conversion: {webhookClientConfig: {service: {namespace: shop}}}}}|/spec/conversion/webhookClientConfig/service/namespace",
                "networking.k8s.io/v1 IngressClass|{spec: {parameters: {namespace: shop}}}|/spec/parameters/namespace",
                "apps/v1 StatefulSet|{spec: {volumeClaimTemplates: [{spec: {dataSourceRef: {namespace: shop}}}]}}|/spec/volumeClaimTemplates/0/spec/dataSourceRef/namespace",
                "v1 Pod|{spec: {affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{namespaces: [shop]}]}}}}|/spec/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/namespaces/0",
                "batch/v1 CronJob|{spec: {jobTemplate: {spec: {template: {spec: {affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{podAffinityTerm: {namespaces: [shop]}}]}}}}}}}}|/spec/jobTemplate/spec/template/spec/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/0/podAffinityTerm/namespaces/0",
                "v1 Endpoints|{subsets: [{addresses: [{targetRef: {namespace: shop}}]}]}|/subsets/0/addresses/0/targetRef/namespace",
                "discovery.k8s.io/v1 EndpointSlice|{endpoints: [{targetRef: {namespace: shop}}]}|/endpoints/0/targetRef/namespace",
            })
    void referencesFollow(String type, String fields, String pointer) {
        String object = object(type, fields);
        assertThat(Transformed.at(MAPPING, object, pointer).asText()).isEqualTo("store");
        assertThat(Transformed.at(MAPPING, object.replace("shop", "other"), pointer)
                        .asText())
                .isEqualTo("other");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "networking.k8s.io/v1 NetworkPolicy|{spec: {ingress: [{from: [{namespaceSelector: SEL}]}]}}|/spec/ingress/0/from/0/namespaceSelector",
                "networking.k8s.io/v1 NetworkPolicy|{spec: {egress: [{to: [{namespaceSelector: SEL}]}]}}|/spec/egress/0/to/0/namespaceSelector",
                "admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration|{webhooks: [{namespaceSelector: SEL}]}|/webhooks/0/namespaceSelector",
                "admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy|{spec: {matchConstraints: {namespaceSelector: SEL}}}|/spec/matchConstraints/namespaceSelector",
                "admissionregistration.k8s.io/v1 ValidatingAdmissionPolicyBinding|{spec: {matchResources: {namespaceSelector: SEL}}}|/spec/matchResources/namespaceSelector",
                "admissionregistration.k8s.io/v1 MutatingAdmissionPolicyBinding|{spec: {matchResources: {namespaceSelector: SEL}}}|/spec/matchResources/namespaceSelector",
                "apps/v1 Deployment|{spec: {template: {spec: {affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{namespaceSelector: SEL}]}}}}}}|/spec/template/spec/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/namespaceSelector",
            })
    void selectorsOfNamespacesFollow(String type, String fields, String pointer) {
        assertThat(Transformed.at(MAPPING, object(type, fields.replace("SEL", SELECTOR)), pointer))
                .hasToString(MAPPED_SELECTOR);
    }

    @ParameterizedTest
    @CsvSource({
        "User,system:serviceaccount:shop:builder,system:serviceaccount:store:builder",
        "Group,system:serviceaccounts:shop,system:serviceaccounts:store",
        "Group,system:serviceaccounts,system:serviceaccounts",
        "User,shop,shop",
        "User,system:serviceaccount:shop,system:serviceaccount:shop",
        "ServiceAccount,shop,shop",
    })
    void accountsFollow(String kind, String name, String expected) {
        String binding = object(
                "rbac.authorization.k8s.io/v1 RoleBinding",
                "{subjects: [{kind: %s, name: '%s'}], roleRef: {name: shop}}".formatted(kind, name));
        assertThat(Transformed.at(MAPPING, binding, "/subjects/0/name").asText())
                .isEqualTo(expected);
        assertThat(Transformed.at(MAPPING, binding, "/roleRef/name").asText()).isEqualTo("shop");
    }

    @Test
    void storageClassesNameTheNamespaceOfTheirSecrets() {
        var parameters = Transformed.at(
                MAPPING,
                object(
                        "storage.k8s.io/v1 StorageClass",
                        "{parameters: {csi.storage.k8s.io/provisioner-secret-namespace: shop,"
                                + " csi.storage.k8s.io/node-stage-secret-namespace: '${pvc.namespace}', pool: shop}}"),
                "/parameters");
        assertThat(parameters)
                .hasToString("{\"csi.storage.k8s.io/provisioner-secret-namespace\":\"store\","
                        + "\"csi.storage.k8s.io/node-stage-secret-namespace\":\"${pvc.namespace}\",\"pool\":\"shop\"}");
    }

    @Test
    void customResourcesOnlyMove() {
        var grant = Transformed.by(
                MAPPING,
                "{apiVersion: gateway.networking.k8s.io/v1beta1, kind: ReferenceGrant,"
                        + " metadata: {name: g, namespace: shop}, spec: {from: [{namespace: shop}]}}");
        assertThat(grant.at("/metadata/namespace").asText()).isEqualTo("store");
        assertThat(grant.at("/spec/from/0/namespace").asText()).isEqualTo("shop");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x|is no mapping",
                "x=y=z|is no mapping",
                "=y|cannot be the name",
                "x=|cannot be the name",
                "x=Y|cannot be the name",
                "x=ação|cannot be the name",
                "x=a.b|cannot be the name",
                "x=-a|cannot be the name",
                "x=x|mapped to itself",
                "x=kube-system|belongs to Kubernetes",
                "x=kube-node-lease|belongs to Kubernetes",
                "x=y x=z|mapped twice",
                "x=z y=z|cannot both become",
            })
    void refusesWhatCannotBe(String words, String message) {
        assertThatThrownBy(() -> NamespaceMapping.parse(List.of(words.split(" ", -1))))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesNamesThatAreTooLong() {
        String longest = "x".repeat(63);
        assertThatCode(() -> NamespaceMapping.of(Map.of("a", longest))).doesNotThrowAnyException();
        assertThatThrownBy(() -> NamespaceMapping.of(Map.of("a", longest + "x")))
                .isInstanceOf(Problem.class);
    }

    @Test
    void refusesToMakeOneOfTwo() {
        NamespaceMapping mapping = NamespaceMapping.parse(List.of("shop=store"));
        assertThatThrownBy(() -> mapping.requireDistinct(List.of("shop", "store")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("\"shop\" cannot become the namespace \"store\"");
        assertThatCode(() -> {
                    mapping.requireDistinct(List.of("shop", "other"));
                    mapping.requireDistinct(List.of("store"));
                    MAPPING.requireDistinct(List.of("a", "b", "shop"));
                })
                .doesNotThrowAnyException();
    }

    private static String object(String type, String fields) {
        String[] parts = type.split(" ", 2);
        return "{apiVersion: %s, kind: %s, metadata: {name: o}, %s".formatted(parts[0], parts[1], fields.substring(1));
    }
}
