package dev.jangada.kube.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.storage.encryption.EncryptionConfiguration;
import dev.jangada.lab.ControlPlane;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Custom resources of a real API server that stores them as CBOR. */
final class CustomResourcesTest {

    private static final String DEFINITION = """
            {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
             "metadata": {"name": "rafts.cbor.example.com"},
             "spec": {"group": "cbor.example.com", "scope": "Namespaced",
              "names": {"plural": "rafts", "singular": "raft", "kind": "Raft", "shortNames": ["rf"], "categories": ["all"]},
              "versions": [
               {"name": "v1beta1", "served": true, "storage": false, "schema": {"openAPIV3Schema": {"type": "object", "x-kubernetes-preserve-unknown-fields": true}}},
               {"name": "v1", "served": true, "storage": true, "schema": {"openAPIV3Schema": {"type": "object", "x-kubernetes-preserve-unknown-fields": true}}}]}}
            """;

    private static final String RAFT = """
            {"apiVersion": "cbor.example.com/v1", "kind": "Raft", "metadata": {"name": "one", "namespace": "default", "labels": {"a": "b"}},
             "spec": {"texts": ["", "olá 😀", "\\"\\\\\\n"], "whole": [0, -1, 9007199254740993, 23, 256], "real": [0.5, -1e30],
              "truth": [true, false, null], "empty": {}, "none": [], "deep": {"deep": {"deep": [[{"x": 1}]]}}}}
            """;

    @Test
    void readsCborAsTheServerServesIt() throws IOException {
        try (ControlPlane cluster = ControlPlane.start(options ->
                options.withoutControllerManager().apiServerFlags("--feature-gates=CBORServingAndStorage=true"))) {
            cluster.apply(Json.mapper().readTree(DEFINITION));
            var _ = cluster.kubectl("wait", "--for=condition=Established", "crd/rafts.cbor.example.com")
                    .orFail();
            var _ = cluster.api()
                    .post(
                            "/apis/cbor.example.com/v1/namespaces/default/rafts",
                            Json.mapper().readTree(RAFT));
            RecordedData data = RecordedData.of(cluster.etcd(), "/");
            byte[] value = data.history(KeyLayout.bytes("/registry/cbor.example.com/rafts/default/one"))
                    .getLast()
                    .value()
                    .get();
            assertThat(CborValue.begins(value)).isTrue();

            try (EtcdSource source =
                    EtcdSource.open(data, data.currentRevision(), EncryptionConfiguration.NONE, Optional.empty())) {
                ResourceKind kind = source.kinds().find("rf").getFirst();
                assertThat(kind.apiVersion()).isEqualTo("cbor.example.com/v1");
                assertThat(source.kinds().find("all")).contains(kind);
                assertThat(source.versions(kind.groupKind())).containsExactly("v1", "v1beta1");
                for (ResourceKind version : List.of(kind, kind.atVersion("v1beta1"))) {
                    List<KubeObject> read = new ArrayList<>();
                    assertThat(source.read(version, Selection.ALL, read::add).objects())
                            .isEqualTo(1);
                    ObjectNode served =
                            cluster.api().get("/apis/" + version.apiVersion() + "/namespaces/default/rafts/one");
                    assertThat(SameJson.differences(read.getFirst().tree(), served))
                            .isEmpty();
                }
            }
        }
    }
}
