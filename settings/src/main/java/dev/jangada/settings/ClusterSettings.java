package dev.jangada.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A cluster and how to reach it.
 *
 * @param name what its backups are known by
 * @param kubeconfig the file
 * @param context the context in it
 * @param namespace the namespace that is meant where none is named
 * @param etcd its etcd
 */
public record ClusterSettings(
        Optional<String> name,
        Optional<Path> kubeconfig,
        Optional<String> context,
        Optional<String> namespace,
        EtcdSettings etcd) {}
