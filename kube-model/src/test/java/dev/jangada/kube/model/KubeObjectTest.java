package dev.jangada.kube.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubeObjectTest {

    private static final String POD =
            "{\"metadata\":{\"labels\":{\"name\":\"no\"},\"name\":\"web\",\"namespace\":\"shop\",\"uid\":\"u1\","
                    + "\"resourceVersion\":\"7\",\"creationTimestamp\":\"2026-01-02T03:04:05Z\"},\"spec\":{\"x\":1.50}}";

    @Test
    void anItemOfAListTellsItsKeyWithoutATree() {
        KubeObject pod = KubeObject.of("v1", "Pod", utf8(POD));
        assertThat(pod.key()).hasToString("Pod shop/web");
        assertThat(pod.uid()).isEqualTo("u1");
        assertThat(pod.resourceVersion()).isEqualTo("7");
        assertThat(pod.created()).contains(Instant.parse("2026-01-02T03:04:05Z"));
    }

    @Test
    void treeAndTextHaveTheTypeFirstAndKeepEveryDigit() throws IOException {
        KubeObject pod = KubeObject.of("v1", "Pod", utf8(POD));
        assertThat(pod.tree().toString())
                .startsWith("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",")
                .contains("1.50");
        assertThat(written(pod))
                .startsWith("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\"")
                .endsWith("1.50}}");
    }

    @Test
    void anObjectThatCarriesItsTypeAtTheEndIsWrittenAsItCame() throws IOException {
        String text = "{\"metadata\":{\"name\":\"a\"},\"kind\":\"Foo\",\"apiVersion\":\"example.org/v1\"}";
        KubeObject object = KubeObject.of(utf8(text));
        assertThat(object.key()).hasToString("Foo.example.org a");
        assertThat(written(object)).isEqualTo(text);
        assertThat(written(KubeObject.of("example.org/v1", "Foo", utf8(text)))).isEqualTo(text);
    }

    /** In the order of the type's fields, as built-in kinds come, and in that of their names, as custom ones do. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"name\":\"a\",\"namespace\":\"n\",\"uid\":\"u\",\"resourceVersion\":\"7\",\"creationTimestamp\":\"2026-01-01T00:00:00Z\"",
                "\"creationTimestamp\":\"2026-01-01T00:00:00Z\",\"name\":\"a\",\"namespace\":\"n\",\"resourceVersion\":\"7\",\"uid\":\"u\""
            })
    void whatLiesBehindTheLastFieldOfTheKeyIsNotRead(String metadata) {
        KubeObject object = KubeObject.of(
                "v1", "ConfigMap", ("{\"metadata\":{" + metadata + ",,,").getBytes(StandardCharsets.UTF_8));
        assertThat(object.key().path()).isEqualTo("n/a");
        assertThat(object.uid()).isEqualTo("u");
        assertThat(object.resourceVersion()).isEqualTo("7");
        assertThat(object.created()).isPresent();
    }

    @Test
    void groupsThatMovedAreOneKey() {
        String text = "{\"metadata\":{\"name\":\"web\",\"namespace\":\"shop\"}}";
        assertThat(KubeObject.of("extensions/v1beta1", "Deployment", utf8(text)).key())
                .isEqualTo(KubeObject.of("apps/v1", "Deployment", utf8(text)).key());
        assertThat(KubeObject.of("events.k8s.io/v1", "Event", utf8(text)).key())
                .isEqualTo(KubeObject.of("v1", "Event", utf8(text)).key());
    }

    @Test
    void whatIsNotAnObjectIsSaidToBeCorrupt() {
        assertThatThrownBy(() -> KubeObject.of(utf8("[1]"))).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> KubeObject.of(utf8("{\"kind\":\"Pod\"}"))).hasMessageContaining("apiVersion and kind");
        assertThatThrownBy(() -> KubeObject.of("v1", "Pod", utf8("{\"metadata\":{\"name\":"))
                        .name())
                .isInstanceOf(Problem.class);
    }

    @Test
    void aDuplicateFieldIsToldInOneLineThatNamesTheObject() {
        KubeObject object = KubeObject.of(utf8("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\","
                + "\"metadata\":{\"name\":\"c\",\"namespace\":\"shop\"},\"data\":{\"a\":\"1\",\"a\":\"2\"}}"));
        assertThatThrownBy(object::tree)
                .isInstanceOf(Problem.class)
                .hasMessage("The object ConfigMap shop/c is not valid JSON (duplicate field 'a'):"
                        + " repair it, or read it from another copy.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "S3CRET",
                "\"S3CRET",
                "\"a\": S3CRET",
                "\"S3CRET\" S3CRET",
                "-S3CRET",
                "0123456S3CRET",
                "\"\\S3CRET\"",
                "\"S3CRET\n\"",
                "'S3CRET'",
                "tru S3CRET",
            })
    void whatCannotBeReadIsNotRepeated(String value) {
        String secret = "{\"metadata\":{\"name\":\"s\",\"namespace\":\"shop\"},\"data\":{\"p\":%s}}".formatted(value);
        assertThatThrownBy(() -> KubeObject.of("v1", "Secret", utf8(secret)).tree())
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("The object Secret shop/s is not valid JSON (")
                .hasMessageNotContainingAny("S3CRET", "\n", "DeserializationFeature", "Source");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String written(KubeObject object) throws IOException {
        var out = new ByteArrayOutputStream();
        object.writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
