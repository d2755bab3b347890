package dev.jangada.kube.model.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.kube.model.GroupKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NormalFormDocumentTest {

    private static final Path DOCUMENT =
            Path.of(Objects.requireNonNull(System.getProperty("jangada.root")), "docs", "design", "normal-form.md");

    @Test
    void thePageShowsTheTable() throws IOException {
        assertThat(Files.readString(DOCUMENT)).contains("```text\n" + table() + "```\n");
    }

    @Test
    void everySectionCanBeUsed() throws IOException {
        var heads = Pattern.compile("(?m)^\\[([A-Z]\\w*)(?:\\.([\\w.]+))?]$")
                .matcher(table())
                .results()
                .toList();
        assertThat(heads).hasSizeGreaterThan(30);
        RuleTable rules = RuleTable.load();
        heads.forEach(head -> {
            String group = Objects.requireNonNullElse(head.group(2), "");
            assertThat(rules.of(new GroupKind(group, head.group(1)))).isNotNull();
        });
    }

    private static String table() throws IOException {
        try (var in = Objects.requireNonNull(NormalForm.class.getResourceAsStream("normal-form.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
