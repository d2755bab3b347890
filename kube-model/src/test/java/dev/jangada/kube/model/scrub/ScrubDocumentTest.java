package dev.jangada.kube.model.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.kube.model.scrub.Scrubber.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ScrubDocumentTest {

    private static final Path DOCUMENT =
            Path.of(Objects.requireNonNull(System.getProperty("jangada.root")), "docs", "design", "scrub.md");

    @Test
    void thePageShowsTheTableOfNodesAndEveryReason() throws IOException {
        String page = Files.readString(DOCUMENT);
        try (var in = Objects.requireNonNull(NodeOwned.class.getResourceAsStream("node-owned.txt"))) {
            String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(page).contains("```text\n" + table + "```\n");
        }
        for (Reason reason : Reason.values()) {
            assertThat(page).contains("| `" + reason + "` |");
        }
    }
}
