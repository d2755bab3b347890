package dev.jangada.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.settings.table.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoundHereTest {

    @TempDir
    Path root;

    private Path write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Map<Setting, String> look() {
        return new FoundHere(root, root.resolve("home")).look(Optional.empty(), Optional.empty());
    }

    @Test
    void nothingIsFoundWhereNothingIs() {
        assertThat(look()).isEmpty();
    }

    @Test
    void aHostOfKubeadm() throws IOException {
        Path admin = write("etc/kubernetes/admin.conf", "current-context: kubernetes-admin@kubernetes\n");
        Path ca = write("etc/kubernetes/pki/etcd/ca.crt", "");
        Path crt = write("etc/kubernetes/pki/apiserver-etcd-client.crt", "");
        Path key = write("etc/kubernetes/pki/apiserver-etcd-client.key", "");
        assertThat(look())
                .containsEntry(Setting.CLUSTER_KUBECONFIG, admin.toString())
                .containsEntry(Setting.CLUSTER_CONTEXT, "kubernetes-admin@kubernetes")
                .containsEntry(Setting.ETCD_ENDPOINTS, "https://127.0.0.1:2379")
                .containsEntry(Setting.ETCD_CA_FILE, ca.toString())
                .containsEntry(Setting.ETCD_CERT_FILE, crt.toString())
                .containsEntry(Setting.ETCD_KEY_FILE, key.toString());
    }

    @Test
    void aHostOfKubespray() throws IOException {
        write("home/.kube/config", "current-context: mine\n");
        write("etc/kubernetes/admin.conf", "current-context: theirs\n");
        Path ca = write("etc/ssl/etcd/ssl/ca.pem", "");
        Path certificate = write("etc/ssl/etcd/ssl/admin-node1.pem", "");
        Path key = write("etc/ssl/etcd/ssl/admin-node1-key.pem", "");
        write("etc/ssl/etcd/ssl/member-node1.pem", "");
        Path encryption = write("etc/kubernetes/ssl/secrets_encryption.yaml", "");
        assertThat(look())
                .containsEntry(Setting.CLUSTER_KUBECONFIG, "~/.kube/config")
                .containsEntry(Setting.CLUSTER_CONTEXT, "mine")
                .containsEntry(Setting.ETCD_CA_FILE, ca.toString())
                .containsEntry(Setting.ETCD_CERT_FILE, certificate.toString())
                .containsEntry(Setting.ETCD_KEY_FILE, key.toString())
                .containsEntry(Setting.ETCD_ENCRYPTION_CONFIG_FILE, encryption.toString());
    }
}
