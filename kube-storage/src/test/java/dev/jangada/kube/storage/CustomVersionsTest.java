package dev.jangada.kube.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.LabException;
import dev.jangada.lab.Wait;
import dev.jangada.lab.webhook.WebhookServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a real API server does to custom resources when it reads them, and what is stored: conversion by strategy None and
 * by a webhook, pruning, defaulting. The differences are those that {@code docs/design/stored-objects.md} lists.
 */
final class CustomVersionsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String GROUP = "sea.example.com";
    private static final String DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private static final String ANY = """
            {"type": "object", "x-kubernetes-preserve-unknown-fields": true}""";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void differsFromTheAnswerOnlyInWhatTheServerDoesWhenItReads(boolean cbor) throws IOException {
        try (WebhookServer webhooks = WebhookServer.start();
                ControlPlane cluster = ControlPlane.start(options -> options.withoutControllerManager()
                        .apiServerFlags("--feature-gates=CBORServingAndStorage=" + cbor))) {
            webhooks.converting(CustomVersionsTest::convertSail);
            boats(cluster);
            sails(cluster, webhooks);
            hulls(cluster);
            RecordedData data = RecordedData.of(cluster.etcd(), "/");
            assertThat(CborValue.begins(stored(data, "hulls", "one"))).isEqualTo(cbor);
            try (EtcdSource source = Sources.open(data)) {
                assertThat(source.coverage().gaps()).isEmpty();
                looksTheSameInEveryVersion(source, cluster);
                isShownAsStored(source, cluster, webhooks);
                isNeitherPrunedNorDefaulted(source, cluster);
            }
        }
    }

    /** Strategy None: the version stored changes while there are objects. */
    private static void boats(ControlPlane cluster) throws IOException {
        define(cluster, "Boat", "{\"strategy\": \"None\"}", version("v1beta1", true, ANY), version("v1", false, ANY));
        create(cluster, "v1beta1", "boats", "old", "{\"crew\": 3}");
        storeIn(cluster, "Boat", "v1");
        createStoredIn(cluster, "v1", "boats", "new", "{\"crew\": 4}");
    }

    /** A webhook's conversion: the versions have another name for the same field. */
    private static void sails(ControlPlane cluster, WebhookServer webhooks) throws IOException {
        define(
                cluster,
                "Sail",
                webhooks.conversion().toString(),
                version("v1alpha1", true, ANY),
                version("v1", false, ANY));
        create(cluster, "v1alpha1", "sails", "old", "{\"metres\": 7}");
        storeIn(cluster, "Sail", "v1");
        createStoredIn(cluster, "v1", "sails", "new", "{\"length\": 8}");
    }

    private static void convertSail(ObjectNode sail) {
        boolean old = sail.path("apiVersion").asText().endsWith("alpha1");
        ObjectNode spec = sail.withObject("/spec");
        JsonNode length = spec.remove(old ? "length" : "metres");
        if (length != null) {
            spec.set(old ? "metres" : "length", length);
        }
    }

    /** A schema that became narrower, and has a default, since the object was written. */
    private static void hulls(ControlPlane cluster) throws IOException {
        define(cluster, "Hull", "{\"strategy\": \"None\"}", version("v1", true, ANY));
        create(cluster, "v1", "hulls", "one", "{\"extra\": \"x\", \"kept\": {\"any\": [1, {\"deep\": null}]}}");
        ObjectNode definition = cluster.api().get(DEFINITIONS + "/hulls." + GROUP);
        definition.withArray("/spec/versions").removeAll().add(parse(version("v1", true, """
                {"type": "object", "properties": {"spec": {"type": "object", "properties": {
                 "size": {"type": "integer", "default": 3},
                 "kept": {"type": "object", "x-kubernetes-preserve-unknown-fields": true}}}}}""")));
        cluster.api().put(DEFINITIONS + "/hulls." + GROUP, definition);
        eventually(
                "the server goes by the new schema",
                () -> cluster.api()
                                .get(path("v1", "hulls") + "/one")
                                .at("/spec/size")
                                .asInt()
                        == 3);
    }

    private static void looksTheSameInEveryVersion(EtcdSource source, ControlPlane cluster) {
        ResourceKind boat = Sources.kind(source, "boats");
        assertThat(source.versions(boat.groupKind())).containsExactly("v1", "v1beta1");
        for (String version : List.of("v1", "v1beta1")) {
            Map<String, KubeObject> boats = read(source, boat.atVersion(version));
            assertThat(boats).containsOnlyKeys("old", "new");
            boats.forEach((name, object) -> assertThat(
                            SameJson.differences(object.tree(), served(cluster, version, "boats", name)))
                    .isEmpty());
        }
    }

    private static void isShownAsStored(EtcdSource source, ControlPlane cluster, WebhookServer webhooks) {
        ResourceKind sail = Sources.kind(source, "sails");
        assertThat(source.versions(sail.groupKind())).containsExactlyInAnyOrder("v1", "v1alpha1");
        Map<String, KubeObject> sails = read(source, sail);
        assertThat(sails).containsOnlyKeys("old", "new");
        KubeObject old = source.get(sail, "default", "old").orElseThrow();
        assertThat(old.apiVersion()).isEqualTo(GROUP + "/v1alpha1");
        assertThat(source.get(sail, "default", "new").orElseThrow().apiVersion())
                .isEqualTo(GROUP + "/v1");
        sails.forEach((name, object) -> {
            String stored = object.apiVersion().substring(GROUP.length() + 1);
            assertThat(SameJson.differences(object.tree(), served(cluster, stored, "sails", name)))
                    .isEmpty();
        });
        long conversions = webhooks.conversions();
        assertThat(SameJson.differences(old.tree(), served(cluster, "v1", "sails", "old")))
                .containsExactly(
                        ".apiVersion: \"sea.example.com/v1alpha1\", wanted \"sea.example.com/v1\"",
                        ".spec.length: nothing, wanted 7",
                        ".spec.metres: 7, wanted nothing");
        assertThat(webhooks.conversions()).isGreaterThan(conversions);
    }

    private static void isNeitherPrunedNorDefaulted(EtcdSource source, ControlPlane cluster) {
        KubeObject hull =
                source.get(Sources.kind(source, "hulls"), "default", "one").orElseThrow();
        assertThat(SameJson.differences(hull.tree(), served(cluster, "v1", "hulls", "one")))
                .containsExactly(".spec.extra: \"x\", wanted nothing", ".spec.size: nothing, wanted 3");
    }

    private static Map<String, KubeObject> read(EtcdSource source, ResourceKind kind) {
        var objects = new HashMap<String, KubeObject>();
        var _ = source.read(kind, Selection.ALL, object -> objects.put(object.name(), object));
        return objects;
    }

    private static void define(ControlPlane cluster, String kind, String conversion, String... versions)
            throws IOException {
        String singular = kind.toLowerCase(java.util.Locale.ROOT);
        cluster.api().post(DEFINITIONS, parse("""
                {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": {"name": "%ss.%s"},
                 "spec": {"group": "%s", "scope": "Namespaced", "conversion": %s, "versions": %s,
                  "names": {"plural": "%ss", "singular": "%s", "kind": "%s"}}}
                """.formatted(
                        singular, GROUP, GROUP, conversion, Arrays.toString(versions), singular, singular, kind)));
        eventually(
                kind + " is served",
                () -> Arrays.stream(versions)
                        .map(version -> version.split("\"", -1)[3])
                        .allMatch(version -> cluster.api().answers(path(version, singular + "s"))));
    }

    private static String version(String name, boolean storage, String schema) {
        return """
                {"name": "%s", "served": true, "storage": %s, "schema": {"openAPIV3Schema": %s}}""".formatted(name, storage, schema);
    }

    private static void storeIn(ControlPlane cluster, String kind, String version) {
        String path = DEFINITIONS + "/" + kind.toLowerCase(java.util.Locale.ROOT) + "s." + GROUP;
        ObjectNode definition = cluster.api().get(path);
        definition
                .withArray("/spec/versions")
                .forEach(each -> ((ObjectNode) each)
                        .put("storage", each.path("name").asText().equals(version)));
        cluster.api().put(path, definition);
    }

    private static void create(ControlPlane cluster, String version, String plural, String name, String spec)
            throws IOException {
        String kind = Character.toUpperCase(plural.charAt(0)) + plural.substring(1, plural.length() - 1);
        cluster.api().post(path(version, plural), parse("""
                        {"apiVersion": "%s/%s", "kind": "%s", "metadata": {"name": "%s"}, "spec": %s}
                        """.formatted(GROUP, version, kind, name, spec)));
    }

    /** The server learns of the new definition a little later: until then it goes on to store the old version. */
    private static void createStoredIn(ControlPlane cluster, String version, String plural, String name, String spec)
            throws IOException {
        create(cluster, version, plural, name, spec);
        String key = "/registry/" + GROUP + "/" + plural + "/default/" + name;
        eventually(plural + " are stored in " + version, () -> {
            String change = "{\"metadata\": {\"annotations\": {\"time\": \"" + System.nanoTime() + "\"}}}";
            var _ = cluster.api()
                    .send(
                            "PATCH",
                            path(version, plural) + "/" + name,
                            KeyLayout.bytes(change),
                            "application/merge-patch+json");
            byte[] value = cluster.etcd().gateway().get(key).orElseThrow();
            return new String(value, java.nio.charset.StandardCharsets.ISO_8859_1).contains(GROUP + "/" + version)
                    && !new String(value, java.nio.charset.StandardCharsets.ISO_8859_1)
                            .substring(0, 60)
                            .contains("alpha");
        });
    }

    private static byte[] stored(RecordedData data, String plural, String name) {
        return data.history(KeyLayout.bytes("/registry/" + GROUP + "/" + plural + "/default/" + name))
                .getLast()
                .value()
                .get();
    }

    private static ObjectNode served(ControlPlane cluster, String version, String plural, String name) {
        return cluster.api().get(path(version, plural) + "/" + name);
    }

    private static String path(String version, String plural) {
        return "/apis/" + GROUP + "/" + version + "/namespaces/default/" + plural;
    }

    private static ObjectNode parse(String json) throws IOException {
        return (ObjectNode) Json.mapper().readTree(json);
    }

    private static void eventually(String what, BooleanSupplier condition) {
        Wait.until(PATIENCE, condition, () -> new LabException("not in " + PATIENCE + ": " + what));
    }
}
