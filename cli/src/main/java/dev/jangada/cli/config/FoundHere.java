package dev.jangada.cli.config;

import dev.jangada.settings.table.Setting;
import dev.jangada.settings.yaml.MalformedYamlException;
import dev.jangada.settings.yaml.YamlReader;
import dev.jangada.settings.yaml.YamlValue;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a new settings file can already say: this machine's kubeconfig, and the etcd of a control plane host. */
final class FoundHere {

    /** Where members listen on their own hosts, of kubeadm and of Kubespray. */
    private static final String ENDPOINT = "https://127.0.0.1:2379";

    private final Path root;
    private final Path home;
    private final Map<Setting, String> found = new EnumMap<>(Setting.class);

    /**
     * Nothing yet.
     *
     * @param root of the file system
     * @param home the user's
     */
    FoundHere(Path root, Path home) {
        this.root = root;
        this.home = home;
    }

    /**
     * Looks.
     *
     * @param kubeconfig the file that the user names, or {@code $KUBECONFIG}; of several the first that names a context
     * @param context the context that the user names
     */
    Map<Setting, String> look(Optional<String> kubeconfig, Optional<String> context) {
        kubeconfig(kubeconfig, context);
        kubeadm();
        kubespray();
        Path encryption = root.resolve("etc/kubernetes/ssl/secrets_encryption.yaml");
        if (Files.isReadable(encryption)) {
            found.put(Setting.ETCD_ENCRYPTION_CONFIG_FILE, encryption.toString());
        }
        return found;
    }

    private void kubeconfig(Optional<String> named, Optional<String> context) {
        Path usual = home.resolve(".kube").resolve("config");
        Path admin = root.resolve("etc/kubernetes/admin.conf");
        List<Path> files = named.map(list -> Arrays.stream(list.split(File.pathSeparator, -1))
                        .filter(path -> !path.isBlank())
                        .map(Path::of)
                        .toList())
                .orElse(List.of(usual, admin));
        for (Path file : files) {
            Optional<String> current = context.or(() -> currentContext(file));
            if (Files.isReadable(file) && current.isPresent()) {
                found.put(
                        Setting.CLUSTER_KUBECONFIG,
                        file.equals(usual)
                                ? "~/.kube/config"
                                : file.toAbsolutePath().normalize().toString());
                found.put(Setting.CLUSTER_CONTEXT, current.get());
                return;
            }
        }
    }

    private static Optional<String> currentContext(Path file) {
        try {
            return YamlReader.read(Files.readString(file)).flatMap(FoundHere::currentContext);
        } catch (IOException | MalformedYamlException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> currentContext(YamlValue kubeconfig) {
        if (kubeconfig instanceof YamlValue.Fields fields) {
            for (YamlValue.Field field : fields.fields()) {
                if (field.name().equals("current-context")
                        && field.value() instanceof YamlValue.Text text
                        && !text.text().isBlank()) {
                    return Optional.of(text.text());
                }
            }
        }
        return Optional.empty();
    }

    private void kubeadm() {
        Path pki = root.resolve("etc/kubernetes/pki");
        for (String client : List.of("etcd/healthcheck-client", "apiserver-etcd-client")) {
            if (etcd(pki.resolve("etcd/ca.crt"), pki.resolve(client + ".crt"), pki.resolve(client + ".key"))) {
                return;
            }
        }
    }

    /** Each host has the administrator's certificate under its own name. */
    private void kubespray() {
        Path folder = root.resolve("etc/ssl/etcd/ssl");
        if (found.containsKey(Setting.ETCD_CERT_FILE) || !Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> certificates = files.filter(
                            file -> file.getFileName().toString().matches("admin-.*\\.pem"))
                    .filter(file -> !file.toString().endsWith("-key.pem"))
                    .sorted()
                    .toList();
            for (Path certificate : certificates) {
                String name = certificate.getFileName().toString().replaceAll("\\.pem$", "-key.pem");
                if (etcd(folder.resolve("ca.pem"), certificate, folder.resolve(name))) {
                    return;
                }
            }
        } catch (IOException unreadable) {
            // This user may not look there; nothing is found.
        }
    }

    private boolean etcd(Path authority, Path certificate, Path key) {
        if (!Stream.of(authority, certificate, key).allMatch(Files::isReadable)) {
            return false;
        }
        found.put(Setting.ETCD_ENDPOINTS, ENDPOINT);
        found.put(Setting.ETCD_CA_FILE, authority.toString());
        found.put(Setting.ETCD_CERT_FILE, certificate.toString());
        found.put(Setting.ETCD_KEY_FILE, key.toString());
        return true;
    }
}
