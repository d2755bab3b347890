package dev.jangada.kube.model.scrub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * By what a Job knows its pods: a selector and labels with its uid, which the server makes. No other Job can have them, not
 * even the same one when it is created again (generateSelector in the server's registry of Jobs).
 */
public final class JobSelector {

    /** The job controller's marks on a Job's template. */
    private static final List<String> LABELS =
            List.of("controller-uid", "job-name", "batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name");

    private JobSelector() {}

    /** Takes them out of a Job; one whose selector the user wrote ({@code manualSelector}) keeps it. */
    public static void remove(ObjectNode job) {
        if (!(job.path("spec") instanceof ObjectNode spec)
                || spec.path("manualSelector").asBoolean()) {
            return;
        }
        spec.remove("selector");
        for (JsonNode carrier : List.of(job, spec.path("template"))) {
            if (carrier.path("metadata") instanceof ObjectNode metadata
                    && metadata.path("labels") instanceof ObjectNode labels) {
                labels.remove(LABELS);
                MetadataFields.dropEmpty(metadata, "labels");
            }
        }
        SpecFields.template(spec.path("template"));
    }
}
