package dev.jangada.repository;

import dev.jangada.repository.format.Attributes;
import dev.jangada.repository.play.Play;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** A program that writes a directory of 150 000 names, whose tree has 50 MB of JSON, finds one in it, and counts them. */
final class LargeDirectory {

    private static final int NAMES = 150_000;

    private LargeDirectory() {}

    /**
     * Runs.
     *
     * @param arguments where
     */
    public static void main(String[] arguments) {
        var attributes = Attributes.of(0600, Instant.EPOCH);
        byte[] content = "the same".getBytes(StandardCharsets.UTF_8);
        try (Repository repository = Play.init(Path.of(arguments[0]).resolve("large"))) {
            try (var writer = repository.write(Optional.empty())) {
                try (var below = writer.root().directory("d", attributes)) {
                    for (int i = 0; i < NAMES; i++) {
                        below.file(name(i), attributes, content);
                    }
                }
                writer.finish(Play.snapshot("large"));
            }
            repository.reloadIndex();
            var tree = repository.tree(
                    repository.snapshots().all().values().iterator().next().tree());
            long size = tree.find("d/" + name(NAMES / 2)).orElseThrow().size();
            int[] names = {0};
            tree.each(tree.find("d").orElseThrow().subtree().orElseThrow(), node -> names[0]++);
            System.out.println("one of " + size + " bytes among " + names[0]);
        }
    }

    private static String name(int i) {
        return String.format(Locale.ROOT, "settings-of-something-%06d.json", i);
    }
}
