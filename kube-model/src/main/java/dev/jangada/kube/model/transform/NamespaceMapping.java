package dev.jangada.kube.model.transform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.scrub.Scrubber;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Other names for namespaces: objects move, and what refers to them follows, in the built-in kinds' own fields. What
 * stands in texts (host names of Services, arguments, CEL) or in custom resources is nobody's to know, and stays.
 */
public final class NamespaceMapping implements Transform {

    /** Nothing is renamed. */
    public static final NamespaceMapping NONE = new NamespaceMapping(new Mapping(Map.of()));

    private final Mapping mapping;

    private NamespaceMapping(Mapping mapping) {
        this.mapping = mapping;
    }

    /**
     * A mapping.
     *
     * @param names the new name of each namespace that gets one
     * @throws Problem if a name cannot be a namespace's, is mapped to itself, belongs to Kubernetes as a target, or two
     *     become one
     */
    public static NamespaceMapping of(Map<String, String> names) {
        Mapping mapping = new Mapping(names).checked(Mapping.DNS_LABEL, TransformMessage.BAD_NAMESPACE_NAME);
        Map<String, String> sources = new HashMap<>();
        mapping.names().forEach((from, to) -> {
            if (Scrubber.SYSTEM_NAMESPACES.contains(to)) {
                throw new Problem(ExitCode.USAGE, TransformMessage.SYSTEM_TARGET, to);
            }
            String other = sources.put(to, from);
            if (other != null) {
                throw new Problem(ExitCode.USAGE, TransformMessage.TWO_INTO_ONE, other, from, to);
            }
        });
        return new NamespaceMapping(mapping);
    }

    /**
     * A mapping as a command line has it.
     *
     * @param words {@code OLD=NEW} each
     * @throws Problem as {@link #of}, and if a word is not of this form or an old name is there twice
     */
    public static NamespaceMapping parse(List<String> words) {
        return of(Mapping.parse(words));
    }

    /**
     * Refuses to make one of two: a namespace that is mapped, and one that already has the new name and keeps it.
     *
     * @param namespaces those that are restored
     * @throws Problem if there are such two
     */
    public void requireDistinct(Collection<String> namespaces) {
        Set<String> staying = Set.copyOf(
                namespaces.stream().filter(name -> map(name).equals(name)).toList());
        mapping.names().forEach((from, to) -> {
            if (namespaces.contains(from) && staying.contains(to)) {
                throw new Problem(ExitCode.USAGE, TransformMessage.INTO_EXISTING, from, to);
            }
        });
    }

    /** Whether nothing is renamed. */
    public boolean isEmpty() {
        return mapping.names().isEmpty();
    }

    /** The new names by the old ones, in the order in which they were given. */
    public Map<String, String> names() {
        return mapping.names();
    }

    /** The new name of a namespace; the same if it is not mapped. */
    public String map(String namespace) {
        return mapping.map(namespace);
    }

    /** The key that an object has afterwards, Namespaces themselves among them. */
    public ObjectKey map(ObjectKey key) {
        return key.groupKind().equals(Kinds.NAMESPACE)
                ? new ObjectKey(key.groupKind(), key.namespace(), map(key.name()))
                : new ObjectKey(key.groupKind(), map(key.namespace()), key.name());
    }

    @Override
    public void apply(ObjectKey original, ObjectNode tree) {
        if (!isEmpty()) {
            NamespacePlaces.replace(original.groupKind(), tree, this::map);
        }
    }
}
