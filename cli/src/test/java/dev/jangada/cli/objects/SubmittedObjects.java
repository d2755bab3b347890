package dev.jangada.cli.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.order.KindOrder;
import dev.jangada.lab.workload.Workload;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What of a generated workload a dump of the guide's kinds must hold, told without any code of a dump. */
final class SubmittedObjects {

    private SubmittedObjects() {}

    static Set<ObjectKey> thatADumpHolds(Workload workload) {
        Set<GroupKind> kinds = new HashSet<>(KindOrder.guideKinds());
        kinds.add(new GroupKind("", "Node"));
        kinds.add(new GroupKind("", "Namespace"));
        return workload.stream()
                .filter(object -> kinds.contains(KubeObject.of(object).groupKind()))
                .filter(object -> !isToken(object) && !isOver(object) && !isMadeAgain(object, kinds))
                .map(object -> KubeObject.of(object).key())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isToken(ObjectNode object) {
        return object.path("type").asText().equals("kubernetes.io/service-account-token");
    }

    /** A Job that has ended, or that a CronJob has started. */
    private static boolean isOver(ObjectNode object) {
        boolean ended = object.at("/status/conditions")
                .valueStream()
                .map(condition -> condition.path("type").asText())
                .anyMatch(type -> type.equals("Complete") || type.equals("Failed"));
        return object.path("kind").asText().equals("Job") && (ended || controllerIs(object, "CronJob"));
    }

    /** Its controller is an object of the guide's kinds; a claim is not made again by any of these. */
    private static boolean isMadeAgain(ObjectNode object, Set<GroupKind> kinds) {
        return !object.path("kind").asText().equals("PersistentVolumeClaim")
                && kinds.stream().anyMatch(kind -> controllerIs(object, kind.kind()));
    }

    private static boolean controllerIs(JsonNode object, String kind) {
        return object.at("/metadata/ownerReferences")
                .valueStream()
                .anyMatch(owner -> owner.path("controller").asBoolean()
                        && owner.path("kind").asText().equals(kind));
    }
}
