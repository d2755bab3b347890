package dev.jangada.kube.model;

import java.util.List;

/**
 * That a kind was read to its end.
 *
 * @param kind the kind, at the version that was read
 * @param objects how many objects went to the sink
 * @param bytes how many bytes of JSON they had
 * @param resourceVersions the revisions that the objects were read at: one as a rule, two or more where the server no
 *     longer held the first one half-way through a long list
 */
public record Reading(ResourceKind kind, long objects, long bytes, List<String> resourceVersions) {

    public Reading {
        resourceVersions = List.copyOf(resourceVersions);
    }

    /** Whether the objects are not of one moment. */
    public boolean spansRevisions() {
        return resourceVersions.size() > 1;
    }
}
