package dev.jangada.cli.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.Made;
import dev.jangada.cli.Ran;
import dev.jangada.kube.model.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code jangada restore …} as it is typed in these tests.
 *
 * @param state where it keeps its restores
 * @param kubeconfig of the target
 */
record RestoreLine(Path state, Path kubeconfig) {

    /** Runs it without a terminal. */
    Ran run(String... arguments) {
        return Ran.withEnvironment(environment(), false, words(arguments));
    }

    /** Runs it for a person who types some lines. */
    Ran typing(String lines, String... arguments) {
        return Ran.typing(environment(), lines, words(arguments));
    }

    private Map<String, String> environment() {
        return Map.of("XDG_STATE_HOME", state.toString());
    }

    private String[] words(String... arguments) {
        var words = new ArrayList<String>(List.of("restore"));
        words.addAll(List.of(arguments));
        words.addAll(List.of("--kubeconfig", kubeconfig.toString()));
        if (!words.contains("--lang")) {
            words.addAll(List.of("--lang", "en"));
        }
        return words.toArray(String[]::new);
    }

    /** Some words and some more. */
    static String[] with(String[] words, String... more) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** What it printed with {@code -o json}. */
    static JsonNode tree(Ran ran) {
        try {
            return Json.mapper().readTree(ran.out());
        } catch (IOException e) {
            throw new AssertionError(ran.out() + ran.err(), e);
        }
    }

    /** The ConfigMap that these tests lose and get back. */
    static JsonNode settings(String currency) {
        ObjectNode object = Made.object("ConfigMap", "settings");
        object.putObject("data").put("currency", currency).put("locale", "pt-BR");
        return object;
    }
}
