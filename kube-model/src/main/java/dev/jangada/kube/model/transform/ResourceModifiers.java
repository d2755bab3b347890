package dev.jangada.kube.model.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KindCatalog;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Velero's resource modifier rules: which objects a restore changes, and how, as a user wrote it down. The files are
 * accepted as they are and mean what they mean there (velero.io, "Restore Resource Modifiers", and
 * internal/resourcemodifiers of its source), but for this: a rule that cannot be applied stops the object, where Velero
 * restores it unchanged. {@code docs/design/transform.md} has the rules.
 */
public final class ResourceModifiers implements Transform {

    private final String file;
    private final List<ModifierRule> rules;
    private final Function<GroupKind, Optional<ResourceKind>> kinds;
    private final Map<GroupKind, Optional<ResourceKind>> known = new ConcurrentHashMap<>();

    private ResourceModifiers(
            String file, List<ModifierRule> rules, Function<GroupKind, Optional<ResourceKind>> kinds) {
        this.file = file;
        this.rules = rules;
        this.kinds = kinds;
    }

    /**
     * Reads rules.
     *
     * @param file the file's name, for problems
     * @param text what is in it: the rules, or a ConfigMap with one entry that holds them, in YAML or JSON
     * @param kinds a kind's plural, which the rules name it by; {@link KindCatalog#find(GroupKind)} of the source
     * @throws Problem if it cannot be understood, with the number of the rule
     */
    public static ResourceModifiers of(String file, String text, Function<GroupKind, Optional<ResourceKind>> kinds) {
        return new ResourceModifiers(file, RulesFile.read(file, text), kinds);
    }

    /**
     * Rules that can change nothing because they fit none of the kinds, most likely misspelt: a warning for each, to be
     * shown before a restore begins.
     */
    public List<Problem> withoutKind(KindCatalog catalog) {
        Set<String> resources =
                catalog.all().stream().flatMap(kind -> names(kind).stream()).collect(Collectors.toUnmodifiableSet());
        return rules.stream()
                .filter(rule -> resources.stream()
                        .noneMatch(resource -> rule.conditions().isForResource(resource)))
                .map(rule -> new Problem(ExitCode.USAGE, TransformMessage.RULE_WITHOUT_KIND, file, rule.number()))
                .toList();
    }

    /**
     * Applies every rule whose conditions the object meets, in the file's order. Conditions look at the object as it is
     * in the source, also where an earlier rule has changed it. A rule of which a test fails does nothing.
     *
     * @throws Problem if a rule cannot be applied, or takes away what the object is known by
     */
    @Override
    public void apply(ObjectKey original, ObjectNode tree) {
        ResourceKind kind = known.computeIfAbsent(original.groupKind(), kinds)
                .orElseThrow(() ->
                        new Problem(ExitCode.FAILED, TransformMessage.NO_PLURAL, file, original, original.groupKind()));
        Set<String> resources = names(kind);
        List<ModifierRule> meant = rules.stream()
                .filter(rule -> rule.conditions().areMet(original, resources, tree))
                .toList();
        for (ModifierRule rule : meant) {
            try {
                ObjectNode changed = tree.deepCopy();
                if (rule.change().make(original.groupKind(), changed)) {
                    requireItself(original, changed);
                    tree.removeAll();
                    tree.setAll(changed);
                }
            } catch (Problem problem) {
                throw new Problem(
                        problem, ExitCode.FAILED, TransformMessage.RULE_FAILED, file, rule.number(), original, problem);
            }
        }
    }

    /** The plural with the group that the kind has here, and with the one that Kubernetes keeps it in today. */
    private static Set<String> names(ResourceKind kind) {
        String group = kind.groupKind().group();
        String today = group.isEmpty() ? kind.plural() : kind.plural() + "." + group;
        return Stream.of(kind.resourceName(), today).collect(Collectors.toUnmodifiableSet());
    }

    /** Without its type or name an object is none; a namespace is given another by a mapping, which finds references too. */
    private static void requireItself(ObjectKey original, ObjectNode changed) {
        JsonNode metadata = changed.path("metadata");
        for (JsonNode text : List.of(changed.path("apiVersion"), changed.path("kind"), metadata.path("name"))) {
            if (!text.isTextual() || text.textValue().isEmpty()) {
                throw new Problem(ExitCode.FAILED, TransformMessage.NAMELESS);
            }
        }
        if (!metadata.path("namespace").asText().equals(original.namespace())) {
            throw new Problem(ExitCode.FAILED, TransformMessage.NAMESPACE_BY_RULE);
        }
    }
}
