package dev.jangada.kube.dump.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.scrub.CronTimeZone;

/** Kinds of which a field or two changed. */
final class Moves {

    private static final String DISRUPTION_LABEL = "pdb.kubernetes.io/deprecated-v1beta1-empty-selector-match";
    private static final String KEEP_ZERO = "flowcontrol.k8s.io/v1beta3-preserve-zero-concurrency-shares";

    private Moves() {}

    /**
     * An empty selector means no pod in {@code v1beta1} and every pod in {@code v1}. Kubernetes itself answers with a
     * selector that matches nothing, on a label of its own; so does this rule, and the other way round. An absent
     * selector means no pod in both.
     *
     * <p>Source: {@code pkg/apis/policy/v1beta1/conversion.go} and {@code pkg/apis/policy/helper.go}.
     */
    static void disruptionBudget(ObjectNode object, Rule.Remarks remarks) {
        if (!(object.path("spec").get("selector") instanceof ObjectNode selector)) {
            return;
        }
        JsonNode expressions = selector.path("matchExpressions");
        boolean noLabels = selector.path("matchLabels").isEmpty();
        if (noLabels && expressions.isEmpty()) {
            selector.removeAll();
            selector.putArray("matchExpressions")
                    .addObject()
                    .put("key", DISRUPTION_LABEL)
                    .put("operator", "Exists");
        } else if (noLabels
                && expressions.size() == 1
                && expressions.path(0).path("key").asText().equals(DISRUPTION_LABEL)
                && expressions.path(0).path("operator").asText().equals("DoesNotExist")) {
            selector.removeAll();
        }
    }

    /** A server that no longer takes a time zone in front of the schedule has a field for it. */
    static void cronJob(ObjectNode object, Rule.Remarks remarks) {
        if (object.get("spec") instanceof ObjectNode spec) {
            CronTimeZone.split(spec);
        }
    }

    /**
     * {@code v2alpha1} kept every finished Job unless told otherwise, {@code v1} keeps three and one.
     *
     * <p>Source: {@code pkg/apis/batch/v2alpha1/defaults.go} has no limits, {@code pkg/apis/batch/v1/defaults.go} has.
     */
    static void cronJobOfV2alpha1(ObjectNode object, Rule.Remarks remarks) {
        ObjectNode spec = Workloads.child(object, "spec");
        CronTimeZone.split(spec);
        for (String field : new String[] {"successfulJobsHistoryLimit", "failedJobsHistoryLimit"}) {
            if (Workloads.isUnset(spec, field)) {
                spec.put(field, Integer.MAX_VALUE);
            }
        }
    }

    /**
     * An endpoint's topology is a map in {@code v1beta1} and fields in {@code v1}.
     *
     * <p>Source: {@code pkg/apis/discovery/v1beta1/conversion.go}.
     */
    static void endpointSlice(ObjectNode object, Rule.Remarks remarks) {
        for (JsonNode item : object.path("endpoints")) {
            if (item instanceof ObjectNode endpoint && endpoint.remove("topology") instanceof ObjectNode topology) {
                JsonNode zone = topology.remove("topology.kubernetes.io/zone");
                if (zone != null) {
                    endpoint.set("zone", zone);
                }
                JsonNode host = topology.get("kubernetes.io/hostname");
                if (host != null && Workloads.isUnset(endpoint, "nodeName")) {
                    endpoint.set("nodeName", host);
                }
                if (host != null && host.equals(endpoint.get("nodeName"))) {
                    topology.remove("kubernetes.io/hostname");
                }
                if (!topology.isEmpty()) {
                    endpoint.set("deprecatedTopology", topology);
                }
            }
        }
    }

    /**
     * The fields of a RuntimeClass had a {@code spec} around them.
     *
     * <p>Source: {@code pkg/apis/node/v1alpha1/conversion.go}.
     */
    static void runtimeClassOfV1alpha1(ObjectNode object, Rule.Remarks remarks) {
        if (object.remove("spec") instanceof ObjectNode spec) {
            JsonNode handler = spec.remove("runtimeHandler");
            if (handler != null) {
                object.set("handler", handler);
            }
            object.setAll(spec);
        }
    }

    /**
     * Shares were renamed in {@code v1beta3}; 0 was "the default" before {@code v1}, unless an annotation of
     * {@code v1beta3} says that it is meant.
     *
     * <p>Source: {@code pkg/apis/flowcontrol/v1beta1/conversion.go} and {@code v1beta3/conversion.go}.
     */
    static void priorityLevel(ObjectNode object, Rule.Remarks remarks) {
        boolean zeroIsMeant = object.path("metadata").get("annotations") instanceof ObjectNode annotations
                && annotations.remove(KEEP_ZERO) != null;
        if (object.path("spec").get("limited") instanceof ObjectNode limited) {
            JsonNode assured = limited.remove("assuredConcurrencyShares");
            if (assured != null) {
                limited.set("nominalConcurrencyShares", assured);
            }
            if (limited.path("nominalConcurrencyShares").asInt(1) == 0 && !zeroIsMeant) {
                limited.remove("nominalConcurrencyShares");
            }
        }
    }
}
