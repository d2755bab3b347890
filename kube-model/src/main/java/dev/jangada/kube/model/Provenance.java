package dev.jangada.kube.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Where the objects of a source are from, and as of when.
 *
 * @param source the source as the user wrote it, for example {@code live:prod} or {@code dump:monday}
 * @param context the kubeconfig context, where there is one
 * @param server the address of the API server, where it is known
 * @param clusterUid the uid of the kube-system namespace, which tells one cluster from another, where it is known
 * @param kubernetesVersion the server's version, for example {@code v1.36.1}, where it is known
 * @param asOf the moment the objects are of: the beginning of the capture, or the age of the file
 */
public record Provenance(
        String source,
        Optional<String> context,
        Optional<String> server,
        Optional<String> clusterUid,
        Optional<String> kubernetesVersion,
        Instant asOf) {}
