package dev.jangada.cli.backup;

import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.source.NamedEtcd;
import dev.jangada.etcd.client.EtcdAccess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the cluster's etcd is and how to come in, if at all. */
final class EtcdOptions {

    @Option(names = "--etcd-endpoints", split = ",", paramLabel = "URL", descriptionKey = "backup.etcd-endpoints")
    private List<String> endpoints = new ArrayList<>();

    @Option(names = "--etcd-cacert", paramLabel = "FILE", descriptionKey = "backup.etcd-cacert")
    @Nullable
    private Path authority;

    @Option(names = "--etcd-cert", paramLabel = "FILE", descriptionKey = "backup.etcd-cert")
    @Nullable
    private Path certificate;

    @Option(names = "--etcd-key", paramLabel = "FILE", descriptionKey = "backup.etcd-key")
    @Nullable
    private Path key;

    @Option(names = "--no-etcd", descriptionKey = "backup.no-etcd")
    private boolean none;

    /** How to come in; empty if nobody names a member, or the user wants none. */
    Optional<EtcdAccess> access(Jangada jangada) {
        return none
                ? Optional.empty()
                : new NamedEtcd(
                                endpoints,
                                Optional.ofNullable(authority),
                                Optional.ofNullable(certificate),
                                Optional.ofNullable(key),
                                Optional.empty(),
                                Optional.empty())
                        .access(jangada);
    }
}
