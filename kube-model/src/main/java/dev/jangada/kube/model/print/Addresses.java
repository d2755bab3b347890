package dev.jangada.kube.model.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The addresses under which a Service or an Ingress is reached from outside.
 *
 * <p>The rules are those of {@code getServiceExternalIP} and {@code ingressLoadBalancerStatusStringer} in Kubernetes'
 * pkg/printers/internalversion.
 */
final class Addresses {

    private static final int WIDTH = 16;
    private static final String CUT = "...";

    private Addresses() {}

    /** What the load balancer has assigned, sorted; cut where the table is not wide. */
    static String ofLoadBalancer(JsonNode object, boolean wide) {
        String all = object.at("/status/loadBalancer/ingress")
                .valueStream()
                .map(ingress ->
                        ingress.path("ip").asText(ingress.path("hostname").asText("")))
                .filter(address -> !address.isEmpty())
                .sorted()
                .distinct()
                .collect(Collectors.joining(","));
        return wide || all.length() <= WIDTH ? all : all.substring(0, WIDTH - CUT.length()) + CUT;
    }

    static String ofService(JsonNode service, boolean wide) {
        String given = Cells.joined(service.at("/spec/externalIPs"), JsonNode::asText);
        return switch (service.at("/spec/type").asText("ClusterIP")) {
            case "ClusterIP", "NodePort" -> Cells.orNone(given);
            case "LoadBalancer" -> {
                String both = Stream.of(ofLoadBalancer(service, wide), given)
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(","));
                yield both.isEmpty() ? "<pending>" : both;
            }
            case "ExternalName" -> service.at("/spec/externalName").asText("");
            default -> Cells.UNKNOWN;
        };
    }
}
