package dev.jangada.lab.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Seeded random changes to a loaded workload, of every sort in turn, each to an object of its own. Objects that
 * controllers or the garbage collector change by themselves are left alone; what controllers derive from a changed
 * object is of a kind in {@link #DERIVED}.
 */
public final class Mutations {

    /** Kinds whose objects controllers change when the objects that they are made from change. */
    public static final Set<GroupKind> DERIVED = Set.of(
            new GroupKind("", "Pod"),
            new GroupKind("", "Endpoints"),
            new GroupKind("", "Event"),
            new GroupKind("apps", "ReplicaSet"),
            new GroupKind("apps", "ControllerRevision"),
            new GroupKind("discovery.k8s.io", "EndpointSlice"));

    /** How many sorts of changes there are; so many changes are one of each. */
    public static final int SORTS = Sort.values().length;

    private static final long DICE = -2_000_000;

    private Mutations() {}

    /**
     * Chooses changes.
     *
     * @param workload what was loaded
     * @param seed what the choice comes from
     * @param count how many; a workload of 1 000 objects has enough for a hundred
     * @throws IllegalArgumentException if the workload has too few objects for so many
     */
    public static List<Mutation> of(Workload workload, long seed, int count) {
        Dice dice = Dice.of(seed, DICE);
        Map<Sort, List<ObjectNode>> candidates = candidates(workload, dice, count);
        var chosen = new ArrayList<Mutation>();
        Set<ObjectKey> taken = new HashSet<>();
        for (int round = 0; chosen.size() < count; round++) {
            if (round > count) {
                throw new IllegalArgumentException("the workload is too small for so many changes");
            }
            for (Sort sort : dice.shuffled(List.of(Sort.values()))) {
                List<ObjectNode> of = candidates.getOrDefault(sort, List.of());
                if (chosen.size() < count && !of.isEmpty()) {
                    Mutation mutation = sort.mutation(of.remove(dice.below(of.size())), dice.below(1_000_000));
                    if (taken.add(mutation.key())) {
                        chosen.add(mutation);
                    }
                }
            }
        }
        return chosen;
    }

    /** Some objects for each sort, by chance: a reservoir of twice as many as could be needed. */
    private static Map<Sort, List<ObjectNode>> candidates(Workload workload, Dice dice, int count) {
        var found = new EnumMap<Sort, List<ObjectNode>>(Sort.class);
        var seen = new EnumMap<Sort, Integer>(Sort.class);
        workload.stream().filter(Mutations::isLeftAlone).forEach(object -> {
            for (Sort sort : Sort.values()) {
                if (sort.fits(object)) {
                    List<ObjectNode> reservoir = found.computeIfAbsent(sort, none -> new ArrayList<>());
                    int place = dice.below(seen.merge(sort, 1, Integer::sum));
                    if (reservoir.size() < 2 * count) {
                        reservoir.add(object);
                    } else if (place < reservoir.size()) {
                        reservoir.set(place, object);
                    }
                }
            }
        });
        return found;
    }

    /** Not one of the odd specimens, not owned, and small: its name ends with what an application gives it. */
    private static boolean isLeftAlone(ObjectNode object) {
        KubeObject view = KubeObject.of(object);
        return !view.namespace().startsWith("specimens")
                && !view.name().startsWith("specimen")
                && !view.name().startsWith("large-")
                && object.at("/metadata/ownerReferences").isMissingNode()
                && !object.path("immutable").asBoolean()
                && (object.at("/metadata/labels").has("app.kubernetes.io/name")
                        || view.kind().equals("Node")
                        || view.kind().equals("Namespace"));
    }
}
