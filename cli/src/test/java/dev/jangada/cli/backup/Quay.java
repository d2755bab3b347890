package dev.jangada.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.cli.Main;
import dev.jangada.cli.Ran;
import dev.jangada.cli.repository.command.RealRestic;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.ChildJvm;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.JavaCommand;
import dev.jangada.lab.S3Gateway;
import dev.jangada.repository.Repository;
import dev.jangada.repository.RepositoryOptions;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.Handle;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.crypto.KeyFile;
import dev.jangada.repository.crypto.SealingKey;
import dev.jangada.repository.format.BlobType;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Snapshot;
import dev.jangada.repository.index.MasterIndex;
import dev.jangada.repository.store.SealedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A cluster with its etcd, a repository, and the settings that name both: all that a person needs who backs up.
 *
 * @param folder where settings, passphrase, cache, state and working files are
 * @param url of the repository
 * @param bucketOf the server of the bucket, if it is in one
 */
record Quay(Path folder, String url, Optional<S3Gateway> bucketOf) {

    static final String PASSPHRASE = "a senha do cais";

    /** On a directory. */
    static Quay onDirectory(Path folder, ControlPlane cluster) throws IOException {
        var quay = new Quay(folder, folder.resolve("repository").toString(), Optional.empty());
        quay.write("", cluster);
        return quay;
    }

    /** In a bucket. */
    static Quay inBucket(Path folder, ControlPlane cluster, S3Gateway server, String url) throws IOException {
        var quay = new Quay(folder, url, Optional.of(server));
        quay.write(server.endpoint().startsWith("https") ? "  caFile: \"" + server.caFile() + "\"\n" : "", cluster);
        return quay;
    }

    private void write(String more, ControlPlane cluster) throws IOException {
        Path passphrase = Files.writeString(Files.createDirectories(folder).resolve("passphrase"), PASSPHRASE + "\n");
        Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
        Files.createDirectories(folder.resolve("tmp"));
        Files.writeString(
                settings(), """
                    cluster:
                      name: cais
                      kubeconfig: "%s"
                      etcd:
                        endpoints: ["%s"]
                    repository:
                      url: "%s"
                      passwordFile: passphrase
                    """.formatted(cluster.kubeconfig(), cluster.etcd().endpoint(), url) + more);
    }

    private Path settings() {
        return folder.resolve("jangada.yaml");
    }

    private Map<String, String> environment() {
        return Map.of(
                "XDG_CACHE_HOME", folder.resolve("cache").toString(),
                "XDG_STATE_HOME", folder.resolve("state").toString());
    }

    private String[] words(String... words) {
        return Stream.concat(Stream.of(words), Stream.of("--config", settings().toString(), "--lang", "en"))
                .toArray(String[]::new);
    }

    /** Runs {@code jangada} in this process. */
    Ran run(String... words) {
        return Ran.withEnvironment(environment(), false, words(words));
    }

    /** The same, which must end well; gives what it printed. */
    String must(String... words) {
        Ran ran = run(words);
        assertThat(ran.code())
                .as("%s\n%s\n%s", String.join(" ", words), ran.out(), ran.err())
                .isZero();
        return ran.out();
    }

    /** A backup, which must be complete; what {@code -o json} says of it. */
    JsonNode create() {
        return json(must("backup", "create", "-o", "json"));
    }

    /**
     * Makes a backup on a directory older than it is: another snapshot of the same tree takes its place. Its new id.
     *
     * @param by how much
     */
    String makeOlder(String id, Duration by) throws IOException {
        char[] passphrase = PASSPHRASE.toCharArray();
        try (var backend = new LocalBackend(Path.of(url));
                Repository repository = Repository.open(backend, passphrase, RepositoryOptions.usual())) {
            Id now = Id.parse(id);
            Snapshot snapshot = repository.snapshots().load(now);
            var keys = new ArrayList<String>();
            backend.list(FileKind.KEY, (name, size) -> keys.add(name));
            SealingKey key = KeyFile.parse(backend.load(Handle.of(FileKind.KEY, keys.getFirst())))
                    .open(passphrase)
                    .orElseThrow();
            Id then = new SealedFiles(backend, key)
                    .save(
                            FileKind.SNAPSHOT,
                            new Snapshot(
                                            snapshot.time().minus(by),
                                            snapshot.tree(),
                                            snapshot.parent(),
                                            snapshot.paths(),
                                            snapshot.host(),
                                            snapshot.user(),
                                            snapshot.tags(),
                                            snapshot.program(),
                                            Optional.of(now))
                                    .bytes());
            repository.forget(List.of(now));
            return then.toString();
        }
    }

    /** How many bytes of files, as they are without compression, the index of a repository in a directory names. */
    long indexedBytes() {
        try (var backend = new LocalBackend(Path.of(url));
                Repository repository = Repository.open(backend, PASSPHRASE.toCharArray(), RepositoryOptions.usual())) {
            MasterIndex index = repository.reloadIndex();
            var bytes = new AtomicLong();
            index.forEachPack((pack, blobs) -> blobs.stream()
                    .filter(packed -> packed.blob().type() == BlobType.DATA)
                    .forEach(packed ->
                            bytes.addAndGet(index.plainLength(packed.blob()).orElseThrow())));
            return bytes.get();
        }
    }

    static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    /** Starts {@code jangada} in a process of its own. */
    ChildJvm start(String... words) {
        JavaCommand java = JavaCommand.of(Main.class)
                .withOptions(
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + folder.resolve("tmp"));
        for (Map.Entry<String, String> each : environment().entrySet()) {
            java = java.withEnvironment(each.getKey(), each.getValue());
        }
        return java.start(words(words));
    }

    /** The real restic on the repository. */
    RealRestic restic() {
        return bucketOf.map(server -> new RealRestic(
                        url,
                        PASSPHRASE,
                        Map.of("AWS_ACCESS_KEY_ID", server.accessKey(), "AWS_SECRET_ACCESS_KEY", server.secretKey()),
                        server.endpoint().startsWith("https")
                                ? List.of("--cacert", server.caFile().toString())
                                : List.of()))
                .orElseGet(() -> RealRestic.on(url, PASSPHRASE));
    }
}
