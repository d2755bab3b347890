package dev.jangada.lab;

import dev.jangada.lab.pki.Authority;
import dev.jangada.lab.pki.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;

/** An etcd cluster's authority and certificates, as PEM files in its folder. */
final class EtcdTls {

    private final Path folder;
    private final Authority authority = Authority.create("etcd-lab");

    EtcdTls(Path folder, String... serverNames) {
        this.folder = folder;
        write("ca", authority.self());
        write("client", authority.client("lab-client"));
        // etcd's gateway is a client of its own server, with the server's certificate.
        write("server", authority.peer("etcd", serverNames));
        write("peer", authority.peer("etcd-peer", "127.0.0.1"));
    }

    Authority authority() {
        return authority;
    }

    /** For clients of the gateway, which refuses those with a common name once authentication is enabled. */
    SSLContext context() {
        return authority.context(authority.client("", "lab"));
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    List<String> serverFlags() {
        return List.of(
                "--client-cert-auth",
                "--trusted-ca-file=" + file("ca.crt"),
                "--cert-file=" + file("server.crt"),
                "--key-file=" + file("server.key"),
                "--peer-client-cert-auth",
                "--peer-trusted-ca-file=" + file("ca.crt"),
                "--peer-cert-file=" + file("peer.crt"),
                "--peer-key-file=" + file("peer.key"));
    }

    List<String> clientFlags() {
        return List.of("--cacert=" + file("ca.crt"), "--cert=" + file("client.crt"), "--key=" + file("client.key"));
    }

    private void write(String name, Identity identity) {
        try {
            Files.writeString(file(name + ".crt"), identity.certificatePem());
            Files.writeString(file(name + ".key"), identity.keyPem());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
