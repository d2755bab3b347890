package dev.jangada.kube.model.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The addresses under which a Service or an Ingress is reached from outside.
 *
 * <p>They are not cut in the narrow table: kubectl's tables are made by the server, which always makes the wide one and
 * leaves it to kubectl to leave columns out.
 *
 * <p>The rules are those of {@code getServiceExternalIP} and {@code ingressLoadBalancerStatusStringer} in Kubernetes'
 * pkg/printers/internalversion.
 */
final class Addresses {

    private Addresses() {}

    /** What the load balancer has assigned, sorted. */
    static String ofLoadBalancer(JsonNode object) {
        return object.at("/status/loadBalancer/ingress")
                .valueStream()
                .map(ingress ->
                        ingress.path("ip").asText(ingress.path("hostname").asText("")))
                .filter(address -> !address.isEmpty())
                .sorted()
                .distinct()
                .collect(Collectors.joining(","));
    }

    static String ofService(JsonNode service) {
        String given = Cells.joined(service.at("/spec/externalIPs"), JsonNode::asText);
        return switch (service.at("/spec/type").asText("ClusterIP")) {
            case "ClusterIP", "NodePort" -> Cells.orNone(given);
            case "LoadBalancer" -> {
                String both = Stream.of(ofLoadBalancer(service), given)
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(","));
                yield both.isEmpty() ? "<pending>" : both;
            }
            case "ExternalName" -> service.at("/spec/externalName").asText("");
            default -> Cells.UNKNOWN;
        };
    }
}
