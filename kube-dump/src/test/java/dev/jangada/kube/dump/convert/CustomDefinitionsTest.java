package dev.jangada.kube.dump.convert;

import static dev.jangada.kube.dump.convert.Golden.becomes;
import static dev.jangada.kube.dump.convert.Golden.stays;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Sources: kubernetes.io "Deprecated API Migration Guide", 1.22; apiextensions/v1beta1/defaults.go, v1/conversion.go;
 * pkg/apiserver/schema/validation.go (structural schemas).
 */
class CustomDefinitionsTest {

    private static final String NAMES = "group: 'example.org', names: {kind: 'Boat', plural: 'boats'}, ";

    private static String old(String spec) {
        return "{apiVersion: 'apiextensions.k8s.io/v1beta1', kind: 'CustomResourceDefinition',"
                + " metadata: {name: 'boats.example.org'}, spec: {" + NAMES + spec + "}}";
    }

    private static String today(String spec) {
        return "{apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition',"
                + " metadata: {name: 'boats.example.org'}, spec: {" + NAMES + spec + "}}";
    }

    @Test
    void theSmallestDefinitionKeepsEveryField() {
        assertThat(
                        becomes(
                                old("version: 'v1'"),
                                today(
                                        "scope: 'Namespaced', versions: [{name: 'v1', served: true, storage: true,"
                                                + " schema: {openAPIV3Schema: {type: 'object', 'x-kubernetes-preserve-unknown-fields': true}}}]")))
                .hasSize(1);
    }

    @Test
    void whatAllVersionsShareIsWrittenUnderEach() {
        assertThat(
                        becomes(
                                old(
                                        "scope: 'Cluster', preserveUnknownFields: false, version: 'v2',"
                                                + " versions: [{name: 'v2', served: true, storage: true}, {name: 'v1', served: true, storage: false,"
                                                + " schema: {openAPIV3Schema: {type: 'object'}}}],"
                                                + " validation: {openAPIV3Schema: {type: 'object', properties: {spec: {type: 'object'}}}},"
                                                + " subresources: {status: {}}, additionalPrinterColumns: [{name: 'Age', type: 'date', JSONPath: '.a'}],"
                                                + " conversion: {strategy: 'Webhook', webhookClientConfig: {url: 'https://c'}}"),
                                today(
                                        "scope: 'Cluster', versions: [{name: 'v2', served: true, storage: true,"
                                                + " schema: {openAPIV3Schema: {type: 'object', properties: {spec: {type: 'object'}}}},"
                                                + " subresources: {status: {}}, additionalPrinterColumns: [{name: 'Age', type: 'date', jsonPath: '.a'}]},"
                                                + " {name: 'v1', served: true, storage: false, schema: {openAPIV3Schema: {type: 'object'}},"
                                                + " subresources: {status: {}}, additionalPrinterColumns: [{name: 'Age', type: 'date', jsonPath: '.a'}]}],"
                                                + " conversion: {strategy: 'Webhook', webhook: {clientConfig: {url: 'https://c'}, conversionReviewVersions: ['v1beta1']}}")))
                .isEmpty();
    }

    @Test
    void missingTypesAreWrittenAndUnknownFieldsKept() {
        String keep = "'x-kubernetes-preserve-unknown-fields': true";
        assertThat(
                        becomes(
                                old(
                                        "version: 'v1', scope: 'Namespaced', validation: {openAPIV3Schema: {properties: {"
                                                + "kind: {}, metadata: {type: 'object', properties: {name: {maxLength: 9}}},"
                                                + " spec: {required: ['port'], properties: {port: {anyOf: [{type: 'string'}, {type: 'integer'}]},"
                                                + " any: {description: 'anything'}, list: {items: {type: 'string'}}, bare: {type: 'array'},"
                                                + " labels: {additionalProperties: {type: 'string'}}, size: {type: 'integer', oneOf: [{minimum: 3, type: 'integer'}, {maximum: 1}]}}}}}}"),
                                today(
                                        "scope: 'Namespaced', versions: [{name: 'v1', served: true, storage: true, schema: {openAPIV3Schema: {type: 'object', "
                                                + keep
                                                + ", properties: {kind: {type: 'string'}, metadata: {type: 'object'},"
                                                + " spec: {type: 'object', " + keep
                                                + ", required: ['port'], properties: {port: {'x-kubernetes-int-or-string': true},"
                                                + " any: {description: 'anything', " + keep
                                                + "}, list: {type: 'array', items: {type: 'string'}}, bare: {type: 'array', items: {"
                                                + keep
                                                + "}},"
                                                + " labels: {type: 'object', additionalProperties: {type: 'string'}}, size: {type: 'integer', oneOf: [{minimum: 3}, {maximum: 1}]}}}}}}}]")))
                .hasSize(2);
    }

    @Test
    void aSchemaThatCannotBeStructuralIsNamed() {
        assertThat(stays(old("version: 'v1', validation: {openAPIV3Schema: {type: 'object', properties: {spec: {"
                        + "type: 'object', oneOf: [{properties: {a: {type: 'string'}}}]}}}}")))
                .contains("v1")
                .contains("openAPIV3Schema.properties.spec.oneOf[0].properties.a");
    }

    @Test
    void aGroupOfKubernetesIsMarkedAsNotApproved() {
        assertThat(becomes(
                        old("version: 'v1', scope: 'Cluster', preserveUnknownFields: false")
                                .replace("example.org'", "storage.k8s.io'"),
                        today(
                                        "scope: 'Cluster', versions: [{name: 'v1', served: true, storage: true,"
                                                + " schema: {openAPIV3Schema: {type: 'object', 'x-kubernetes-preserve-unknown-fields': true}}}]")
                                .replace(
                                        "metadata: {name: 'boats.example.org'}",
                                        "metadata: {name: 'boats.storage.k8s.io', annotations:"
                                                + " {'api-approved.kubernetes.io': 'unapproved, came from apiextensions.k8s.io/v1beta1'}}")
                                .replace("example.org'", "storage.k8s.io'")))
                .hasSize(1);
        assertThat(stays(old("scope: 'Cluster'"))).contains("no version");
    }
}
