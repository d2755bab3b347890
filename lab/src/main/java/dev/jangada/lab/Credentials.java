package dev.jangada.lab;

import dev.jangada.lab.pki.Authority;
import dev.jangada.lab.pki.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Certificates, keys and kubeconfigs of one control plane, in its folder. */
final class Credentials {

    private final Path folder;
    private final Authority authority;
    private final Identity admin;

    private Credentials(Path folder, Authority authority) {
        this.folder = folder;
        this.authority = authority;
        this.admin = authority.client("lab-admin", "system:masters");
    }

    static Credentials create(Path folder) {
        var credentials = new Credentials(folder, Authority.create("lab"));
        Authority authority = credentials.authority;
        credentials.write("ca", authority.self());
        credentials.write(
                "server",
                authority.server("kube-apiserver", "127.0.0.1", "localhost", "10.233.0.1", "kubernetes.default.svc"));
        credentials.write("proxy", authority.client("proxy"));
        // Only its key pair matters: tokens are signed with it.
        credentials.write("service-account", authority.client("service-account"));
        return credentials;
    }

    Authority authority() {
        return authority;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    Api api(String server) {
        return new Api(server, authority.context(admin));
    }

    /** Writes a kubeconfig for the administrator. */
    Path adminKubeconfig(String server) {
        return kubeconfig("kubeconfig", server, "lab-admin", admin, authority);
    }

    /** Writes a kubeconfig that shows an identity and trusts an authority. */
    Path kubeconfig(String file, String server, String user, Identity identity, Authority trusted) {
        return write(file, """
                apiVersion: v1
                kind: Config
                clusters:
                - name: lab
                  cluster:
                    server: %s
                    certificate-authority-data: %s
                users:
                - name: "%s"
                  user:
                    client-certificate-data: %s
                    client-key-data: %s
                contexts:
                - name: lab
                  context:
                    cluster: lab
                    user: "%s"
                current-context: lab
                """.formatted(
                        server,
                        base64(trusted.self().certificatePem()),
                        user,
                        base64(identity.certificatePem()),
                        base64(identity.keyPem()),
                        user));
    }

    private void write(String name, Identity identity) {
        write(name + ".crt", identity.certificatePem());
        write(name + ".key", identity.keyPem());
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(file(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
