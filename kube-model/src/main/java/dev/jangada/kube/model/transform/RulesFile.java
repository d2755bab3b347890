package dev.jangada.kube.model.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A file of Velero's resource modifier rules: the rules themselves, or the ConfigMap that Velero wants them in. */
final class RulesFile {

    private static final String RULES = "resourceModifierRules";

    private RulesFile() {}

    /**
     * Reads a file.
     *
     * @param name the file's, for problems
     * @param text YAML or JSON
     * @throws Problem if it cannot be understood, with the number of the rule
     */
    static List<ModifierRule> read(String name, String text) {
        List<JsonNode> trees;
        try {
            trees = trees(KubeYaml.read(text));
        } catch (Problem problem) {
            throw new Problem(problem, problem.exitCode(), TransformMessage.AT, name, problem);
        }
        var rules = new ArrayList<ModifierRule>();
        for (JsonNode tree : trees) {
            int number = rules.size() + 1;
            try {
                rules.add(ModifierRule.of(number, tree));
            } catch (Problem problem) {
                throw new Problem(problem, problem.exitCode(), TransformMessage.RULE_AT, name, number, problem);
            }
        }
        return rules;
    }

    private static List<JsonNode> trees(JsonNode tree) {
        if (tree.path("kind").asText().equals("ConfigMap")) {
            if (!(tree.path("data") instanceof ObjectNode data) || data.size() != 1) {
                throw new Problem(
                        ExitCode.USAGE,
                        TransformMessage.CONFIG_MAP_ENTRIES,
                        tree.path("data").size());
            }
            Map.Entry<String, JsonNode> entry = data.properties().iterator().next();
            return trees(KubeYaml.read(entry.getKey(), entry.getValue().asText()));
        }
        Part part = Part.of(RULES, tree, List.of("version", RULES));
        if (!part.text("version").equalsIgnoreCase("v1")) {
            throw new Problem(ExitCode.USAGE, TransformMessage.NOT_VERSION_1);
        }
        JsonNode rules = part.map().path(RULES);
        if (!rules.isArray() || rules.isEmpty()) {
            throw new Problem(ExitCode.USAGE, TransformMessage.NO_RULES);
        }
        return rules.valueStream().toList();
    }
}
