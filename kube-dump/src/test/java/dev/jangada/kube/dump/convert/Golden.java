package dev.jangada.kube.dump.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.jangada.kube.dump.Note;
import dev.jangada.kube.model.KubeObject;
import java.util.List;
import java.util.Locale;

/** Compares conversions with what is written beside them, in JSON without needless quotes. */
final class Golden {

    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES, JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .build();

    private Golden() {}

    static JsonNode json(String text) {
        try {
            return LENIENT.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** The object becomes exactly the other one; answers what a person is told. */
    static List<String> becomes(String before, String after) {
        var object = KubeObject.of(json(before));
        Conversion conversion = new VersionConverter().toCurrent(object);
        assertThat(conversion).isInstanceOf(Conversion.Converted.class);
        var converted = (Conversion.Converted) conversion;
        JsonNode wanted = json(after);
        assertThat((JsonNode) converted.after().tree()).isEqualTo(wanted);
        assertThat(new VersionConverter().toCurrent(converted.after()))
                .as("what was converted stays as it is")
                .isInstanceOf(Conversion.Unchanged.class);
        if (!object.apiVersion().equals(wanted.path("apiVersion").asText())) {
            assertThat(new VersionConverter()
                            .convert(object, wanted.path("apiVersion").asText()))
                    .hasValueSatisfying(at -> assertThat((JsonNode) at.tree()).isEqualTo(wanted));
        }
        assertThat(new VersionConverter().convert(object, "nowhere/v9")).isEmpty();
        return converted.notes().stream().map(Note::toString).toList();
    }

    /** The object cannot be converted; answers why. */
    static String stays(String before) {
        var object = KubeObject.of(json(before));
        Conversion conversion = new VersionConverter().toCurrent(object);
        assertThat(conversion).isInstanceOf(Conversion.NotMechanical.class);
        String why = ((Conversion.NotMechanical) conversion).why().in(Locale.ENGLISH);
        assertThat(new VersionConverter().obstacle(object))
                .hasValueSatisfying(problem -> assertThat(problem).hasMessage(why));
        return why;
    }
}
