package dev.jangada.cli.etcd;

import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.source.NamedEtcd;
import dev.jangada.etcd.client.EtcdAccess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a running etcd is and how to come in, in etcdctl's words. */
final class EtcdAccessOptions {

    /** etcdctl's. */
    private static final String USUAL = "127.0.0.1:2379";

    @Option(names = "--endpoints", split = ",", paramLabel = "URL", descriptionKey = "etcd.endpoints")
    private List<String> endpoints = new ArrayList<>();

    @Option(names = "--cacert", paramLabel = "FILE", descriptionKey = "etcd.cacert")
    @Nullable
    private Path authority;

    @Option(names = "--cert", paramLabel = "FILE", descriptionKey = "etcd.cert")
    @Nullable
    private Path certificate;

    @Option(names = "--key", paramLabel = "FILE", descriptionKey = "etcd.key")
    @Nullable
    private Path key;

    @Option(names = "--user", paramLabel = "NAME", descriptionKey = "etcd.user")
    @Nullable
    private String user;

    @Option(names = "--password-file", paramLabel = "FILE", descriptionKey = "etcd.password-file")
    @Nullable
    private Path passwordFile;

    /** All of it; a member on this machine where nobody names one. */
    EtcdAccess access(Jangada jangada) {
        return new NamedEtcd(
                        endpoints,
                        Optional.ofNullable(authority),
                        Optional.ofNullable(certificate),
                        Optional.ofNullable(key),
                        Optional.ofNullable(user),
                        Optional.ofNullable(passwordFile))
                .access(jangada, USUAL);
    }
}
