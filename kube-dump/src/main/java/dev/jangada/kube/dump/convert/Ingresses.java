package dev.jangada.kube.dump.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Ingresses to {@code networking.k8s.io/v1}. The class stays where it was: {@code v1} still reads the annotation
 * {@code kubernetes.io/ingress.class}, and a name of an IngressClass would have to be guessed.
 *
 * <p>Sources: the API migration guide on 1.22; {@code pkg/apis/networking/v1beta1/conversion.go}.
 */
final class Ingresses {

    private Ingresses() {}

    static void convert(ObjectNode object, Rule.Remarks remarks) {
        if (!(object.get("spec") instanceof ObjectNode spec)) {
            return;
        }
        JsonNode backend = spec.remove("backend");
        if (backend instanceof ObjectNode old) {
            spec.set("defaultBackend", backend(old, "spec.backend", remarks));
        }
        int rules = 0;
        for (JsonNode rule : spec.path("rules")) {
            int paths = 0;
            for (JsonNode path : rule.path("http").path("paths")) {
                if (path instanceof ObjectNode target) {
                    String where = "spec.rules[" + rules + "].http.paths[" + paths + "].backend";
                    if (Workloads.isUnset(target, "pathType")) {
                        target.put("pathType", "ImplementationSpecific");
                    }
                    if (target.get("backend") instanceof ObjectNode old) {
                        target.set("backend", backend(old, where, remarks));
                    }
                }
                paths++;
            }
            rules++;
        }
    }

    private static ObjectNode backend(ObjectNode old, String where, Rule.Remarks remarks) {
        JsonNode name = old.remove("serviceName");
        JsonNode port = old.remove("servicePort");
        if (name == null && port == null) {
            return old;
        }
        ObjectNode service = old.putObject("service");
        service.put("name", name == null ? "" : name.asText());
        if (port == null || port.isNull()) {
            return old;
        }
        ObjectNode to = service.putObject("port");
        if (port.isNumber()) {
            to.put("number", port.intValue());
        } else if (port.asText().matches("\\d{1,5}")) {
            // A port's name has at least one letter, so v1 refuses these; controllers have always read them as numbers.
            to.put("number", Integer.parseInt(port.asText()));
            remarks.add(ConvertMessage.PORT_OF_DIGITS, where, port.asText());
        } else {
            to.put("name", port.asText());
        }
        return old;
    }
}
