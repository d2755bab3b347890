package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.jangada.kube.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;

/** Objects that tests make. */
final class Made {

    private Made() {}

    /** What a YAML document says; each {@code %s} or {@code %d} in it is one of the values, in order. */
    static ObjectNode yaml(String text, Object... values) {
        String filled = text;
        for (Object value : values) {
            filled = filled.replaceFirst("%[sd]", Matcher.quoteReplacement(String.valueOf(value)));
        }
        try {
            return (ObjectNode) Json.mapper().readTree(new YAMLFactory().createParser(filled));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode namespace(String name) {
        return yaml("{apiVersion: v1, kind: Namespace, metadata: {name: %s}}", name);
    }

    static ObjectNode configMap(String namespace, String name, String value) {
        return yaml(
                "{apiVersion: v1, kind: ConfigMap, metadata: {namespace: %s, name: %s}, data: {value: '%s'}}",
                namespace, name, value);
    }

    static ObjectNode deployment(String namespace, String name, String app) {
        return yaml("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {namespace: %s, name: %s}
                spec:
                  replicas: 0
                  selector: {matchLabels: {app: %s}}
                  template:
                    metadata: {labels: {app: %s}}
                    spec: {containers: [{name: web, image: "example.com/web:1"}]}
                """, namespace, name, app, app);
    }

    /** A volume that was bound once, as a dump of another cluster has it. */
    static ObjectNode volume(String name, String policy, String driver, String namespace, String claim) {
        return yaml("""
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: %s, annotations: {pv.kubernetes.io/provisioned-by: %s}}
                spec:
                  persistentVolumeReclaimPolicy: %s
                  storageClassName: fast
                  accessModes: [ReadWriteOnce]
                  capacity: {storage: 1Gi}
                  csi: {driver: %s, volumeHandle: data-of-%s}
                  claimRef:
                    apiVersion: v1
                    kind: PersistentVolumeClaim
                    namespace: %s
                    name: %s
                    uid: 11111111-2222-3333-4444-555555555555
                """, name, driver, policy, driver, name, namespace, claim);
    }

    static ObjectNode claim(String namespace, String name, String volume) {
        ObjectNode claim = yaml("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata:
                  namespace: %s
                  name: %s
                  annotations: {pv.kubernetes.io/bind-completed: "yes", pv.kubernetes.io/bound-by-controller: "yes"}
                spec:
                  storageClassName: fast
                  accessModes: [ReadWriteOnce]
                  resources: {requests: {storage: 1Gi}}
                """, namespace, name);
        if (!volume.isEmpty()) {
            claim.withObjectProperty("spec").put("volumeName", volume);
        }
        return claim;
    }

    /** A definition of widgets in a group of its own; they take any fields. */
    static ObjectNode definition(String group, String scope, String... versions) {
        ObjectNode definition = yaml("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: widgets.%s}
                spec:
                  group: %s
                  scope: %s
                  names: {plural: widgets, singular: widget, kind: Widget, listKind: WidgetList}
                """, group, group, scope);
        var list = definition.withObjectProperty("spec").putArray("versions");
        for (int i = 0; i < versions.length; i++) {
            ObjectNode version = list.addObject()
                    .put("name", versions[i])
                    .put("served", true)
                    .put("storage", i == 0);
            version.putObject("schema")
                    .putObject("openAPIV3Schema")
                    .put("type", "object")
                    .put("x-kubernetes-preserve-unknown-fields", true);
        }
        return definition;
    }

    static ObjectNode widget(String apiVersion, String namespace, String name) {
        ObjectNode widget =
                yaml("{apiVersion: %s, kind: Widget, metadata: {name: %s}, spec: {size: 3}}", apiVersion, name);
        if (!namespace.isEmpty()) {
            widget.withObjectProperty("metadata").put("namespace", namespace);
        }
        return widget;
    }

    /** The same with an owner of another cluster. */
    static ObjectNode owned(ObjectNode object, String apiVersion, String kind, String name) {
        object.withObjectProperty("metadata")
                .withArrayProperty("ownerReferences")
                .addObject()
                .put("apiVersion", apiVersion)
                .put("kind", kind)
                .put("name", name)
                .put("uid", "99999999-2222-3333-4444-555555555555")
                .put("controller", false);
        return object;
    }
}
