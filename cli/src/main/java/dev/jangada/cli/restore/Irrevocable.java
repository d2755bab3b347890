package dev.jangada.cli.restore;

import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.cluster.restore.Action;
import dev.jangada.kube.cluster.restore.How;
import dev.jangada.kube.cluster.restore.PlanEntry;
import dev.jangada.kube.model.order.Wave;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What of a plan nothing brings back once it is done: the objects it overwrites are saved, what they did is not. */
final class Irrevocable {

    private static final Set<String> HOLDS_OTHERS =
            Set.of("Namespace", "CustomResourceDefinition.apiextensions.k8s.io");
    private static final Set<String> HOLDS_DATA = Set.of("PersistentVolume", "PersistentVolumeClaim");

    private final Set<RestoreCommandMessage> found = EnumSet.noneOf(RestoreCommandMessage.class);

    private final boolean undoing;

    /**
     * Of one plan.
     *
     * @param undoing whether it takes back a restore: then a namespace with something else in it is left
     */
    Irrevocable(boolean undoing) {
        this.undoing = undoing;
    }

    void consider(PlanEntry entry) {
        String kind = entry.kind().groupKind().toString();
        if (!undoing && entry.action() == Action.DELETE && HOLDS_OTHERS.contains(kind)) {
            found.add(RestoreCommandMessage.RESTORE_FINAL_CONTENTS);
        }
        if (entry.action() == Action.DELETE && HOLDS_DATA.contains(kind)) {
            found.add(RestoreCommandMessage.RESTORE_FINAL_VOLUMES);
        }
        if (entry.how().filter(How.RECREATE::equals).isPresent()) {
            found.add(RestoreCommandMessage.RESTORE_FINAL_RECREATED);
        }
        if (entry.action() == Action.CREATE && Wave.of(entry.kind().groupKind()) == Wave.WORKLOADS) {
            found.add(RestoreCommandMessage.RESTORE_FINAL_RUNNING);
        }
    }

    List<String> sentences(Terminal terminal) {
        return found.stream().map(message -> terminal.text(message)).toList();
    }
}
