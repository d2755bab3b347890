package dev.jangada.kube.model.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One rule of a rules file.
 *
 * @param number its place in the file, from 1 on
 * @param conditions which objects it is for
 * @param change what it does to them
 */
record ModifierRule(int number, Conditions conditions, Change change) {

    private static final String PATCHES = "patches";
    private static final String MERGE_PATCHES = "mergePatches";
    private static final String STRATEGIC_PATCHES = "strategicPatches";
    private static final List<String> FIELDS = List.of("conditions", PATCHES, MERGE_PATCHES, STRATEGIC_PATCHES);

    /**
     * Reads a rule.
     *
     * @throws Problem if it cannot be understood
     */
    static ModifierRule of(int number, JsonNode tree) {
        Part part = Part.of("resourceModifierRules", tree, FIELDS);
        return new ModifierRule(number, Conditions.of(part), change(part));
    }

    private static Change change(Part part) {
        var changes = new ArrayList<Change>();
        List<JsonPatch.Operation> operations =
                part.parts(PATCHES, List.of("operation", "path", "from", "value")).stream()
                        .map(ModifierRule::operation)
                        .toList();
        if (!operations.isEmpty()) {
            changes.add(new Change.Operations(new JsonPatch(operations)));
        }
        List<ObjectNode> merges = documents(part, MERGE_PATCHES);
        if (!merges.isEmpty()) {
            changes.add(new Change.Merge(merges));
        }
        List<ObjectNode> strategic = documents(part, STRATEGIC_PATCHES);
        if (!strategic.isEmpty()) {
            changes.add(new Change.Strategic(strategic));
        }
        if (changes.size() != 1) {
            throw new Problem(ExitCode.USAGE, TransformMessage.ONE_SORT_OF_PATCH);
        }
        return changes.getFirst();
    }

    private static JsonPatch.Operation operation(Part part) {
        String word = part.required("operation");
        JsonPatch.Verb verb = Arrays.stream(JsonPatch.Verb.values())
                .filter(known -> known.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new Problem(ExitCode.USAGE, TransformMessage.UNKNOWN_OPERATION, word, verbs()));
        Pointer path = Pointer.of(part.required("path"));
        Pointer from = verb.takesFrom() ? Pointer.of(part.required("from")) : path;
        try {
            return new JsonPatch.Operation(verb, path, from, PatchValue.of(part.text("value")));
        } catch (Problem problem) {
            throw new Problem(problem, problem.exitCode(), TransformMessage.OPERATION_AT, word, path.text(), problem);
        }
    }

    private static String verbs() {
        return Arrays.stream(JsonPatch.Verb.values())
                .map(verb -> verb.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static List<ObjectNode> documents(Part part, String field) {
        return part.parts(field, List.of("patchData")).stream()
                .map(patch -> {
                    if (KubeYaml.read("patchData", patch.text("patchData")) instanceof ObjectNode map) {
                        return map;
                    }
                    throw new Problem(ExitCode.USAGE, TransformMessage.NOT_A_MAP, "patchData");
                })
                .toList();
    }
}
