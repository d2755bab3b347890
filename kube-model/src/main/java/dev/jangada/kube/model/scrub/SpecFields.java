package dev.jangada.kube.model.scrub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.Scrub;
import java.util.List;
import java.util.regex.Pattern;

/** What must not travel of single kinds. Whatever is not named here travels. */
final class SpecFields {

    /** Addresses out of this cluster's pools, which load balancer controllers of one's own machines note on Services. */
    private static final List<String> ADDRESS_NOTES = List.of(
            "metallb.io/loadBalancerIPs",
            "metallb.io/ip-allocated-from-pool",
            "metallb.universe.tf/loadBalancerIPs",
            "metallb.universe.tf/ip-allocated-from-pool",
            "kube-vip.io/loadbalancerIPs",
            "kube-vip.io/vipHost",
            "lbipam.cilium.io/ips",
            "io.cilium/lb-ipam-ips");

    private SpecFields() {}

    static void scrub(GroupKind kind, ObjectNode tree, Scrub scrub) {
        if (tree.path("spec") instanceof ObjectNode spec) {
            template(spec.path("template"));
            if (kind.equals(Kinds.SERVICE)) {
                service(tree, spec, scrub.level());
            } else if (kind.equals(Kinds.JOB)) {
                JobSelector.remove(tree);
            } else if (kind.equals(Kinds.CRON_JOB)) {
                CronTimeZone.split(spec);
                template(spec.path("jobTemplate"));
                template(spec.path("jobTemplate").path("spec").path("template"));
            } else if (kind.equals(Kinds.STATEFUL_SET)) {
                claimTemplates(spec.path("volumeClaimTemplates"));
            } else if (kind.equals(Kinds.PERSISTENT_VOLUME)) {
                claim(spec.path("claimRef"));
                VolumeFinalizers.remove(tree);
            } else if (kind.equals(Kinds.NAMESPACE)) {
                spec.remove("finalizers");
                MetadataFields.dropEmpty(tree, "spec");
            } else if (kind.equals(Kinds.POD)) {
                PodFields.scrub(tree, spec);
            } else if (kind.equals(Kinds.NODE)) {
                NodeOwned.scrub(tree, spec, scrub.nodeOwned());
            }
        }
        if (kind.equals(Kinds.SERVICE_ACCOUNT)) {
            tokens(tree);
        } else if (kind.equals(Kinds.NODE) && !tree.has("spec")) {
            NodeOwned.scrub(tree, tree.objectNode(), scrub.nodeOwned());
        }
    }

    /** Old servers write the creation time of what was never created: null. */
    static void template(JsonNode template) {
        if (template.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove("creationTimestamp");
            if (metadata.isEmpty() && template instanceof ObjectNode parent) {
                parent.remove("metadata");
            }
        }
    }

    private static void claimTemplates(JsonNode templates) {
        for (JsonNode claim : templates) {
            template(claim);
            if (claim instanceof ObjectNode fields) {
                fields.remove("status");
            }
        }
    }

    private static void service(ObjectNode tree, ObjectNode spec, Scrub.Level level) {
        if (!spec.path("clusterIP").asText().equals("None")) {
            spec.remove(List.of("clusterIP", "clusterIPs"));
        }
        if (level != Scrub.Level.PORTABLE) {
            return;
        }
        spec.remove(List.of("healthCheckNodePort", "loadBalancerIP"));
        if (spec.path("ipFamilyPolicy").asText("SingleStack").equals("SingleStack")) {
            // The one family is the cluster's own, and a cluster of the other one refuses it.
            spec.remove("ipFamilies");
        }
        for (JsonNode port : spec.path("ports")) {
            if (port instanceof ObjectNode fields) {
                fields.remove("nodePort");
            }
        }
        if (tree.path("metadata").path("annotations") instanceof ObjectNode annotations) {
            annotations.remove(ADDRESS_NOTES);
            MetadataFields.dropEmpty((ObjectNode) tree.path("metadata"), "annotations");
        }
    }

    /** Namespace and name bind a volume to its claim; the rest says which object of this cluster that was. */
    private static void claim(JsonNode claimRef) {
        if (claimRef instanceof ObjectNode fields) {
            fields.remove(List.of("uid", "resourceVersion", "apiVersion", "kind", "fieldPath"));
        }
    }

    /** Until Kubernetes 1.23 every account was given a token Secret; those do not travel. */
    private static void tokens(ObjectNode tree) {
        if (tree.path("secrets") instanceof ArrayNode secrets) {
            var generated = Pattern.compile(
                    Pattern.quote(tree.path("metadata").path("name").asText()) + "-token-[a-z0-9]{5}");
            secrets.removeIf(
                    secret -> generated.matcher(secret.path("name").asText()).matches());
            MetadataFields.dropEmpty(tree, "secrets");
        }
    }
}
