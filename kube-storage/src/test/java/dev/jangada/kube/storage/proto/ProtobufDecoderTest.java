package dev.jangada.kube.storage.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.storage.Golden;
import dev.jangada.kube.storage.SameJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProtobufDecoderTest {

    private final ProtobufDecoder decoder = new ProtobufDecoder();

    @Test
    void makesTheJsonThatGoMakes() throws Exception {
        var differences = new ArrayList<String>();
        var kinds = new TreeSet<String>();
        for (Golden golden : Golden.all().toList()) {
            DecodedObject decoded = decode(golden.value());
            SameJson.differences(tree(decoded), golden.json()).forEach(each -> differences.add(golden + each));
            assertThat(decoded.partial())
                    .as("%s: %s", golden, decoded.unknown())
                    .isFalse();
            kinds.add(golden.toString());
        }
        assertThat(differences).isEmpty();
        assertThat(kinds)
                .contains(
                        "policy/v1beta1 PodSecurityPolicy",
                        "extensions/v1beta1 Ingress",
                        "extensions/v1beta1 Deployment")
                .contains("batch/v1beta1 CronJob", "batch/v2alpha1 CronJob", "resource.k8s.io/v1alpha2 ResourceClass")
                .contains("apiextensions.k8s.io/v1 CustomResourceDefinition", "apiregistration.k8s.io/v1 APIService")
                .hasSizeGreaterThan(180);
    }

    @Test
    void readsFieldsInAnyOrder() throws Exception {
        var random = new Random(5);
        for (Golden golden : Golden.all().toList()) {
            Envelope envelope = Envelope.read(golden.value());
            byte[] shuffled = shuffled(golden.value(), envelope.start(), envelope.end(), random);

            DecodedObject decoded =
                    decoder.decode(envelope.apiVersion(), envelope.kind(), shuffled, 0, shuffled.length, "");

            assertThat(SameJson.differences(tree(decoded), golden.json()))
                    .as(golden.toString())
                    .isEmpty();
        }
    }

    /** The fields of a message in another order, those of one number as they were. */
    private static byte[] shuffled(byte[] bytes, int start, int end, Random random) throws MalformedValue {
        var wire = new Wire();
        wire.bytes = bytes;
        wire.at = start;
        var pieces = new ArrayList<byte[]>();
        var numbers = new ArrayList<Integer>();
        while (wire.at < end) {
            int from = wire.at;
            int tag = wire.tag(end);
            wire.skip(tag & 7, end);
            pieces.add(Arrays.copyOfRange(bytes, from, wire.at));
            numbers.add(tag);
        }
        var order = new ArrayList<>(new TreeSet<>(numbers));
        Collections.shuffle(order, random);
        var out = new ByteArrayOutputStream();
        for (int number : order) {
            for (int i = 0; i < pieces.size(); i++) {
                if (numbers.get(i) == number) {
                    out.writeBytes(pieces.get(i));
                }
            }
        }
        return out.toByteArray();
    }

    @Test
    void partsOfAMessageAreOneAndTheLastValueCounts() throws Exception {
        // metadata {name: a, labels {x: 1}}, metadata {name: b, labels {x: 2, w: 3}}
        byte[] twice = hex("0a0b 0a0161 5a060a0178120131 0a13 0a0162 5a060a0178120132 5a060a0177120133");

        JsonNode tree = tree(decoder.decode("v1", "ConfigMap", twice, 0, twice.length, "7"));

        assertThat(tree.path("metadata").toString()).isEqualTo("{\"name\":\"b\",\"labels\":{\"w\":\"3\",\"x\":\"2\"}}");
    }

    @Test
    void keepsWhatIsNewerThanTheTable() throws Exception {
        // metadata {name: a, 99: "zz"}, 77: 5
        byte[] newer = hex("0a08 0a0161 9a0602 7a7a e80405");

        DecodedObject decoded = decoder.decode("v1", "ConfigMap", newer, 0, newer.length, "");

        assertThat(decoded.partial()).isTrue();
        assertThat(decoded.unknown())
                .extracting(UnknownField::toString)
                .containsExactly("meta/v1.ObjectMeta field 99", "core/v1.ConfigMap field 77");
        assertThat(decoded.unknown().getFirst().bytes()).isEqualTo(hex("9a0602 7a7a"));
        assertThat(new String(decoded.json(), StandardCharsets.UTF_8))
                .isEqualTo("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"}}");
    }

    @Test
    void ofAnUnknownKindOnlyTheMetadataIsRead() throws Exception {
        byte[] other = hex("0a03 0a0161 1203 0a0162");

        DecodedObject decoded = decoder.decode("new.k8s.io/v1", "Thing", other, 0, other.length, "");

        assertThat(decoded.knownKind()).isFalse();
        assertThat(decoded.unknown()).extracting(UnknownField::number).containsExactly(2);
        assertThat(tree(decoded).path("metadata").path("name").asText()).isEqualTo("a");
    }

    @Test
    void theResourceVersionIsTheRevision() throws Exception {
        byte[] stored = hex("0a05 0a0161 3200");

        assertThat(tree(decoder.decode("v1", "Secret", stored, 0, stored.length, "42"))
                        .path("metadata")
                        .path("resourceVersion")
                        .asText())
                .isEqualTo("42");
        // As a live server sends it.
        byte[] sent = hex("0a07 0a0161 32023137");
        assertThat(tree(decoder.decode("v1", "Secret", sent, 0, sent.length, ""))
                        .path("metadata")
                        .path("resourceVersion")
                        .asText())
                .isEqualTo("17");
    }

    @ParameterizedTest
    @CsvSource({
        "0a05 0a0161, longer than what holds it",
        "ff, ends within a number",
        "00, impossible number",
        "0f, impossible type",
        "09 01, ends within a field",
        "0affffffffffffffffff01, longer than what holds it",
        "0a ffffffffffffffffffffff, more than 10 bytes"
    })
    void saysWhatIsDamaged(String bytes, String what) {
        byte[] damaged = hex(bytes);

        assertThatThrownBy(() -> decoder.decode("v1", "Secret", damaged, 0, damaged.length, ""))
                .isInstanceOf(MalformedValue.class)
                .hasMessageContaining(what);
    }

    @Test
    void aSchemaThatHoldsItselfWithoutEndIsRefused() {
        // JSONSchemaProps.not (28) again and again, as v1 CustomResourceDefinition … would hold it
        byte[] inner = {};
        for (int i = 0; i < 600; i++) {
            inner = field(28, inner);
        }
        // spec (2) . versions (7) . schema (4) . openAPIV3Schema (1)
        byte[] definition = field(2, field(7, field(4, field(1, inner))));

        assertThatThrownBy(() -> decoder.decode(
                        "apiextensions.k8s.io/v1", "CustomResourceDefinition", definition, 0, definition.length, ""))
                .isInstanceOf(MalformedValue.class)
                .hasMessageContaining("too deep");
    }

    private static byte[] field(int number, byte[] content) {
        var out = new ByteArrayOutputStream();
        for (long value : new long[] {(long) number << 3 | Wire.BYTES, content.length}) {
            for (long rest = value; ; rest >>>= 7) {
                out.write((int) (rest & 0x7F | (rest > 0x7F ? 0x80 : 0)));
                if (rest <= 0x7F) {
                    break;
                }
            }
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    @Test
    void everyLineOfTheTableCanBeRead() {
        WireSchema schema = WireSchema.published();
        for (String kind : schema.kinds()) {
            List<String> part = List.of(kind.split(" "));
            assertThat(schema.object(part.getFirst(), part.getLast())).as(kind).isNotNull();
        }
    }

    private DecodedObject decode(byte[] value) throws MalformedValue {
        Envelope envelope = Envelope.read(value);
        return decoder.decode(envelope.apiVersion(), envelope.kind(), value, envelope.start(), envelope.end(), "");
    }

    private static JsonNode tree(DecodedObject decoded) throws IOException {
        return Json.mapper().readTree(decoded.json());
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
