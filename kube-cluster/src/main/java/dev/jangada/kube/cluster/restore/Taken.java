package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.cluster.client.StatusFailure;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.Selection;
import dev.jangada.problem.Problem;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out which Service of the target has the port or the address that the server will not give twice. */
final class Taken {

    private static final GroupKind SERVICE = new GroupKind("", "Service");
    private static final Pattern PORT = Pattern.compile("Invalid value: (\\d+): provided port is already allocated");
    private static final Pattern ADDRESS =
            Pattern.compile("failed to allocate IP ([0-9a-f.:]+): provided IP is already allocated");

    private final Target target;

    Taken(Target target) {
        this.target = target;
    }

    /** Who has what a new Service asks for; empty if that is not why it is refused, or cannot be found. */
    Optional<Why> by(KubeObject desired, StatusFailure failure) {
        if (failure.status() != Refusal.INVALID || !desired.groupKind().equals(SERVICE)) {
            return Optional.empty();
        }
        Matcher port = PORT.matcher(failure.getMessage());
        Matcher address = ADDRESS.matcher(failure.getMessage());
        if (port.find()) {
            return holder(port.group(1)).map(name -> Why.of(RestoreMessage.NODE_PORT_TAKEN, port.group(1), name));
        }
        return address.find()
                ? holder(address.group(1)).map(name -> Why.of(RestoreMessage.ADDRESS_TAKEN, address.group(1), name))
                : Optional.empty();
    }

    private Optional<String> holder(String wanted) {
        var holder = new String[1];
        try {
            target.kind(SERVICE).ifPresent(kind -> {
                var _ = target.source().read(kind, Selection.ALL, service -> {
                    if (has(service.tree().path("spec"), wanted)) {
                        holder[0] = service.namespace() + "/" + service.name();
                    }
                });
            });
        } catch (Problem e) {
            // Then the server's own words must do.
            return Optional.empty();
        }
        return Optional.ofNullable(holder[0]);
    }

    private static boolean has(JsonNode spec, String wanted) {
        boolean port = spec.path("ports")
                .valueStream()
                .anyMatch(each -> each.path("nodePort").asText().equals(wanted));
        boolean address = spec.path("clusterIPs")
                .valueStream()
                .anyMatch(each -> each.asText().equals(wanted));
        return port || address || spec.path("healthCheckNodePort").asText().equals(wanted);
    }
}
