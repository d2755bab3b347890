package dev.jangada.bench;

import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Two repositories with the same key and the same polynomial, Jangada's and restic's; the tree of files that restic saves, as
 * the newest backup has it; and the commands that are measured, whole processes.
 */
final class BackupPlace {

    private static final String PASSPHRASE = "bench";
    private static final String CLUSTER = "bench";

    private final Path jangada;
    private final Path folder;
    private final ControlPlane cluster;
    private final Path ours;
    private final Path theirs;
    private final Path tree;
    private final Path cache;
    private final Path password;

    BackupPlace(Path jangada, Path folder, ControlPlane cluster) throws IOException {
        Fillings.delete(folder);
        this.jangada = jangada;
        this.folder = Files.createDirectories(folder);
        this.cluster = cluster;
        this.ours = folder.resolve("ours");
        this.theirs = folder.resolve("theirs");
        this.tree = folder.resolve("tree");
        this.cache = folder.resolve("cache");
        this.password = Files.writeString(folder.resolve("password"), PASSPHRASE + "\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    }

    /** Makes both repositories anew; restic's is a copy of ours, so that deriving the key takes both as long. */
    void empty() {
        Fillings.delete(ours);
        Fillings.delete(theirs);
        Fillings.delete(cache);
        var _ = run("repository", "init");
        var _ = Run.of(List.of("cp", "-r", ours.toString(), theirs.toString()), Map.of());
    }

    /** {@code jangada backup create} with etcd, and with the API too unless it is down. */
    Run create(boolean api) {
        var words = new ArrayList<>(List.of(
                "backup",
                "create",
                "--output",
                "json",
                "--cluster",
                CLUSTER,
                "--etcd-endpoints",
                cluster.etcd().endpoint()));
        words.addAll(api ? List.of("--kubeconfig", cluster.kubeconfig().toString()) : List.of("--no-api"));
        return run(words.toArray(String[]::new));
    }

    Run verify() {
        return run("backup", "verify", "latest", "--cluster", CLUSTER);
    }

    /** One ConfigMap out of the newest backup. */
    Run get(String namespace, String name) {
        return run("get", "configmap", name, "-n", namespace, "-o", "json", "--from", "backup:latest");
    }

    /** Unpacks the newest backup, over the one before. */
    void export() {
        Path tar = folder.resolve("backup.tar");
        var _ = run("backup", "export", "latest", "--cluster", CLUSTER, "--tar", tar.toString());
        Fillings.delete(tree);
        try {
            Files.createDirectory(tree);
            var _ = Run.of(List.of("tar", "-xf", tar.toString(), "-C", tree.toString()), Map.of());
            Files.delete(tar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code restic backup} of the unpacked tree. */
    Run restic() {
        return Run.of(
                List.of(
                        Parts.path("restic").toString(),
                        "--no-cache",
                        "-q",
                        "-r",
                        theirs.toString(),
                        "backup",
                        tree.toString()),
                Map.of("RESTIC_PASSWORD", PASSPHRASE));
    }

    /** Namespace and name of some ConfigMap in the unpacked tree. */
    List<String> configMap() {
        try (Stream<Path> all = Files.walk(tree)) {
            List<Path> found = all.filter(path -> path.toString().matches(".*/objects/configmaps/[^/]*/[^/]*\\.json"))
                    .sorted()
                    .toList();
            String[] words = found.get(found.size() / 2).toString().split("/", -1);
            return List.of(words[words.length - 2], words[words.length - 1].replaceAll("\\.json$", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How long a cold JVM derives the key; nothing of its start is in it. */
    double key() {
        try (Stream<Path> keys = Files.list(ours.resolve("keys"))) {
            String key = keys.findFirst().orElseThrow().toString();
            return Double.parseDouble(Run.of(CaptureBench.java(KeyOnce.class, key, password.toString()), Map.of())
                    .output()
                    .strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the next command read index and trees out of the repository. */
    void forgetCache() {
        Fillings.delete(cache);
    }

    StoredBytes stored() {
        return StoredBytes.of(ours, PASSPHRASE);
    }

    long storedByRestic() {
        return Fillings.size(theirs);
    }

    private Run run(String... words) {
        return Run.of(
                Stream.concat(Stream.of(jangada.toString()), Stream.of(words)).toList(),
                Map.of(
                        "JANGADA_REPOSITORY", ours.toString(),
                        "JANGADA_PASSWORD_FILE", password.toString(),
                        "XDG_CACHE_HOME", cache.toString(),
                        "XDG_STATE_HOME", folder.resolve("state").toString()));
    }
}
