package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a restore is done.
 *
 * @param selection which objects of the source
 * @param existing what happens to objects that exist and differ
 * @param volumes what happens to volumes and their claims
 * @param choices what else was chosen
 * @param statusKinds kinds whose status is restored too, by a second request; resource names such as
 *     {@code certificates.cert-manager.io}
 * @param namespaceMapping namespaces that get another name
 * @param nodeMapping nodes that have another name in the target
 * @param modifiers the text of a file of resource modifiers, empty for none
 */
public record RestoreOptions(
        Selection selection,
        Existing existing,
        VolumePolicy volumes,
        Set<Choice> choices,
        List<String> statusKinds,
        Map<String, String> namespaceMapping,
        Map<String, String> nodeMapping,
        String modifiers) {

    /** Everything that is not there is created, nothing that is there is changed. */
    public static final RestoreOptions DEFAULT = new RestoreOptions(
            Selection.ALL, Existing.SKIP, VolumePolicy.REATTACH, Set.of(), List.of(), Map.of(), Map.of(), "");

    public RestoreOptions {
        choices = Set.copyOf(choices);
        statusKinds = List.copyOf(statusKinds);
        namespaceMapping = Map.copyOf(namespaceMapping);
        nodeMapping = Map.copyOf(nodeMapping);
    }

    public RestoreOptions with(Selection other) {
        return new RestoreOptions(
                other, existing, volumes, choices, statusKinds, namespaceMapping, nodeMapping, modifiers);
    }

    public RestoreOptions with(Existing other) {
        return new RestoreOptions(
                selection, other, volumes, choices, statusKinds, namespaceMapping, nodeMapping, modifiers);
    }

    public RestoreOptions with(VolumePolicy other) {
        return new RestoreOptions(
                selection, existing, other, choices, statusKinds, namespaceMapping, nodeMapping, modifiers);
    }

    public RestoreOptions with(Set<Choice> others) {
        return new RestoreOptions(
                selection, existing, volumes, others, statusKinds, namespaceMapping, nodeMapping, modifiers);
    }

    boolean has(Choice choice) {
        return choices.contains(choice);
    }

    /** What does not travel. */
    Scrub scrub() {
        if (has(Choice.VERBATIM)) {
            return Scrub.NONE;
        }
        return new Scrub(Scrub.Level.GUIDE, has(Choice.SYSTEM_NAMESPACES), has(Choice.FINISHED_JOBS), false);
    }
}
