package dev.jangada.kube.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which objects are less than what was stored, kept beside them. */
class PartialObjectsTest {

    private static KubeObject map(String name) {
        return KubeObject.of(
                "v1",
                "ConfigMap",
                "{\"metadata\":{\"name\":\"%s\",\"namespace\":\"shop\"}}"
                        .formatted(name)
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static PartialObjects throughADocument(PartialObjects partial) {
        ObjectNode json = Json.object();
        partial.writeTo(json);
        return PartialObjects.of(json);
    }

    @Test
    void theMarkComesBack() {
        var notes = new PartialObjects.Notes();
        notes.note(map("whole"));
        notes.note(map("new").lacking(List.of("a field 7", "a field 8")));
        notes.note(map("newer").lacking(List.of("a field 8")));
        PartialObjects partial = throughADocument(notes.finish());
        assertThat(partial).isEqualTo(notes.finish());
        assertThat(partial.count()).isEqualTo(2);
        assertThat(partial.causes()).containsExactly("a field 8", "a field 7");
        assertThat(partial.mark(map("new")).missing()).containsExactly("a field 7", "a field 8");
        assertThat(partial.mark(map("whole")).missing()).isEmpty();
    }

    @Test
    void wholeObjectsLeaveNothing() {
        var notes = new PartialObjects.Notes();
        notes.note(map("whole"));
        ObjectNode json = Json.object();
        notes.finish().writeTo(json);
        assertThat(json).isEmpty();
        assertThat(throughADocument(notes.finish())).isEqualTo(PartialObjects.NONE);
    }

    /** Rather asked for too much than an object that comes back without something. */
    @Test
    void whereNotAllHaveANameAnyOtherMayBeOne() {
        var notes = new PartialObjects.Notes();
        IntStream.rangeClosed(0, PartialObjects.MOST)
                .forEach(i -> notes.note(map("map-" + i).lacking(List.of("a field 7"))));
        PartialObjects partial = throughADocument(notes.finish());
        assertThat(partial.count()).isEqualTo(PartialObjects.MOST + 1L);
        assertThat(partial.named()).hasSize(PartialObjects.MOST);
        assertThat(partial.mark(map("map-0")).missing()).containsExactly("a field 7");
        assertThat(partial.mark(map("map-" + PartialObjects.MOST)).missing()).containsExactly(PartialObjects.UNKNOWN);
        // As backups were written before names were kept.
        assertThat(PartialObjects.of(Json.object().put("partial", 1))
                        .mark(map("any"))
                        .missing())
                .isNotEmpty();
    }
}
