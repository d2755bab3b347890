package dev.jangada.cli.objects;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.cli.Ran;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.Lab;
import dev.jangada.lab.SourceCluster;
import dev.jangada.lab.pki.Authority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a user is told when something is wrong: one clear sentence, the right exit code, nothing half-written. */
@Lab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {

    private final ControlPlane cluster;

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // JUnit fills the folder in
    FaultsTest(@SourceCluster ControlPlane cluster) {
        this.cluster = cluster;
    }

    @Test
    void aClusterThatIsNotThere() throws IOException {
        Path kubeconfig = folder.resolve("nowhere");
        Files.writeString(
                kubeconfig,
                Files.readString(cluster.kubeconfig()).replaceAll("server: .*", "server: https://127.0.0.1:1"));
        fails(1, jangada(kubeconfig, "get", "pods"), "127.0.0.1:1");
        fails(1, jangada(kubeconfig, "dump", dump().toString()), "127.0.0.1:1");
        assertThat(dump()).doesNotExist();
    }

    @Test
    void aUserWhomNobodyKnows() {
        Path kubeconfig =
                cluster.kubeconfig("stranger", Authority.create("stranger").client("stranger"), cluster.authority());
        fails(1, jangada(kubeconfig, "get", "pods"), "does not accept your credentials");
    }

    @Test
    void aTokenThatIsWrong() throws IOException {
        Path kubeconfig = folder.resolve("token");
        Files.writeString(
                kubeconfig,
                Files.readString(cluster.kubeconfig())
                        .replaceAll("client-certificate-data: .*", "token: wrong")
                        .replaceAll("client-key-data: .*", ""));
        fails(1, jangada(kubeconfig, "get", "pods"), "does not accept your credentials");
    }

    @Test
    void aServerThatCannotBeTrusted() {
        Path kubeconfig = cluster.kubeconfig(
                "admin", cluster.authority().client("admin", "system:masters"), Authority.create("another"));
        fails(1, jangada(kubeconfig, "get", "pods"), "certificate");
    }

    @Test
    void aCertificateThatHasExpired() {
        Instant now = Instant.now();
        Path kubeconfig = cluster.kubeconfig(
                "late",
                cluster.authority()
                        .client("late", now.minus(Duration.ofDays(2)), now.minus(Duration.ofDays(1)), "system:masters"),
                cluster.authority());
        fails(1, jangada(kubeconfig, "get", "pods"), "expired");
    }

    @Test
    void noRightToReadSomeKinds() throws IOException {
        SharedWorkload.load(cluster);
        Path kubeconfig = cluster.kubeconfig("viewer");
        cluster.kubectl("create", "clusterrolebinding", "viewer", "--clusterrole=view", "--user=viewer")
                .orFail();
        Ran ran = jangada(kubeconfig, "dump", dump().toString());
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("secrets could not be read").contains("INCOMPLETE");
        assertThat(Json.mapper()
                        .readTree(dump().resolve("dump.json").toFile())
                        .path("complete")
                        .asBoolean(true))
                .isFalse();
        Ran diff = jangada("diff", "dump:" + dump(), "dump:" + dump());
        assertThat(diff.code()).as("a side is incomplete").isEqualTo(3);
        fails(1, jangada(kubeconfig, "get", "secrets", "-A"), "secrets");
    }

    @Test
    void anUnknownKind() {
        fails(2, jangada(cluster.kubeconfig(), "get", "deploymets"), "did you mean \"deployments\"");
    }

    @Test
    void anUnknownContextOrKubeconfig() {
        fails(1, jangada(cluster.kubeconfig(), "get", "pods", "--context", "prod"), "lab");
        fails(1, jangada(folder.resolve("missing"), "get", "pods"), "missing");
    }

    @Test
    void aDumpThatIsDamaged() throws IOException {
        Path dump = dump();
        assertThat(jangada(cluster.kubeconfig(), "dump", dump.toString(), "--scrub", "none", "--system-namespaces")
                        .code())
                .isZero();
        Path file = dump.resolve("cluster-dump.json");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 20));
        fails(4, jangada("get", "configmaps", "-A", "--from", "dump:" + dump), "cluster-dump.json");
        Files.writeString(file, "kind: List\n");
        fails(4, jangada("diff", "dump:" + dump, "dump:" + dump), "cluster-dump.json");
        fails(1, jangada("get", "pods", "--from", "dump:" + dump.resolve("missing")), "missing");
    }

    @Test
    void aTargetThatIsThereOrCannotBe() throws IOException {
        Path dump = Files.createDirectory(dump());
        fails(5, jangada(cluster.kubeconfig(), "dump", dump.toString()), "--force");
        Path file = Files.createFile(folder.resolve("file"));
        fails(1, jangada(cluster.kubeconfig(), "dump", file.resolve("dump").toString()), "file");
        fails(1, jangada(cluster.kubeconfig(), "dump", "/proc/dump"), "/proc");
        fails(1, jangada(cluster.kubeconfig(), "dump", folder.resolve("a/b/c").toString()), "a/b");
        assertThat(dump).isEmptyDirectory();
    }

    @Test
    @Tag("root")
    void aDiskThatIsFull() throws IOException, InterruptedException {
        SharedWorkload.load(cluster);
        Path disk = Files.createDirectory(folder.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", disk.toString());
        try {
            fails(1, jangada(cluster.kubeconfig(), "dump", disk.resolve("dump").toString()), disk.toString());
            assertThat(disk).isEmptyDirectory();
        } finally {
            run("umount", disk.toString());
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private Path dump() {
        return folder.resolve("dump");
    }

    private static void fails(int code, Ran ran, String... words) {
        List<String> lines = ran.err().lines().toList();
        assertThat(ran.code()).as(ran.err()).isEqualTo(code);
        assertThat(ran.out()).isEmpty();
        assertThat(lines).as("one sentence").hasSizeBetween(1, 2);
        assertThat(ran.err()).contains(words).doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(Stream.of("{0}", "{1}")).noneMatch(ran.err()::contains);
    }
}
