package dev.jangada.kube.model;

import java.util.List;

/**
 * That a kind was read to its end.
 *
 * @param kind the kind, at the version that was read
 * @param objects how many objects went to the sink
 * @param bytes how many bytes of JSON they had
 * @param resourceVersions the revisions that the objects were read at: one as a rule, more where several lists were
 *     read (one for each namespace) or where one list went on at another revision
 * @param spansRevisions whether a list went on at another revision than it began at, because the server no longer held
 *     the first one
 */
public record Reading(
        ResourceKind kind, long objects, long bytes, List<String> resourceVersions, boolean spansRevisions) {

    public Reading {
        resourceVersions = List.copyOf(resourceVersions);
    }
}
