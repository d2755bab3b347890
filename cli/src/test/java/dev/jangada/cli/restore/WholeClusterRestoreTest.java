package dev.jangada.cli.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.Made;
import dev.jangada.cli.PlantedRuns;
import dev.jangada.cli.Ran;
import dev.jangada.cli.Shell;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.LabException;
import dev.jangada.lab.Wait;
import dev.jangada.lab.volume.FakeProvisioner;
import dev.jangada.lab.workload.Workload;
import dev.jangada.lab.workload.WorkloadLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guide's second way to recover, whole: a cluster of more than 5 000 objects comes back in a new one, whose machines
 * have joined and that is empty otherwise. Both have a controller-manager, so what would be bound wrongly, collected as
 * garbage or run again would be seen.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class WholeClusterRestoreTest {

    private static final int OBJECTS = 5_000;
    private static final long SEED = 4;
    private static final String STALE = "00000000-0000-4000-8000-000000000000";
    private static final Duration VOLUMES_ARE_RELEASED = Duration.ofMinutes(1);

    @TempDir
    private static Path folder;

    private ControlPlane source;
    private Path dump;

    @SuppressWarnings("NullAway.Init") // the method below fills the fields in
    WholeClusterRestoreTest() {}

    @BeforeAll
    void dumpTheSource() {
        source = ControlPlane.start();
        WorkloadLoader.load(source, new Workload(SEED, OBJECTS), 8);
        PlantedRuns.in(source);
        dump = folder.resolve("dump");
        Ran ran = Ran.jangada(source.kubeconfig(), "dump", dump.toString(), "--all-kinds");
        assertThat(ran.code()).as(ran.err()).isZero();
    }

    @AfterAll
    void stop() {
        source.close();
    }

    @Test
    void aDumpComesBack() {
        try (ControlPlane target = emptyTarget();
                FakeProvisioner disk = FakeProvisioner.start(target, PlantedRuns.DRIVER)) {
            Ran ran = jangada("restore", "--from", "dump:" + dump, "--yes", kubeconfig(target));
            assertThat(ran.code()).as("%s\n%s", ran.out(), ran.err()).isZero();
            isWhole(target, disk, "dump:" + dump, "live", kubeconfig(target));
        }
    }

    @Test
    void aRunningClusterMovesToAnother() throws IOException {
        try (ControlPlane target = emptyTarget();
                FakeProvisioner disk = FakeProvisioner.start(target, PlantedRuns.DRIVER)) {
            String both = kubeconfig(TwoContexts.write(folder.resolve("both"), source, target));
            Ran ran = jangada("restore", "--from", "live:source", "--to", "live:target", "--yes", both);
            assertThat(ran.code()).as("%s\n%s", ran.out(), ran.err()).isZero();
            isWhole(target, disk, "live:source", "live:target", both);
        }
    }

    /** What must be true after a restore, and still after the garbage collector has come by. */
    private void isWhole(ControlPlane target, FakeProvisioner disk, String before, String after, String kubeconfig) {
        nothingDiffers(before, after, kubeconfig);
        var restored = new RestoredCluster(source, target);
        restored.everyClaimIsBoundToItsVolume();
        restored.volumesHaveTheirPolicies();
        restored.ownersAreAlive();
        restored.collectGarbage();
        restored.nothingRanTwice();
        nothingDiffers(before, after, kubeconfig);
        assertThat(disk.lost()).as("volumes whose data would be gone").isEmpty();
        assertThat(disk.made()).as("new volumes in the place of old ones").isEmpty();
    }

    private static void nothingDiffers(String before, String after, String... options) {
        Ran diff = jangada(Stream.concat(Stream.of("diff", before, after), Stream.of(options))
                .toArray(String[]::new));
        assertThat(diff.out()).contains("No differences");
        assertThat(diff.code()).isZero();
    }

    /**
     * With kubectl alone, from files that hold the old claims' uids, as those of the guide's script do; then the volumes
     * are pointed to the new ones.
     */
    @Test
    void theFilesAreAppliedWithKubectlAndTheVolumesBoundAgain() throws IOException {
        Path files = folder.resolve("files");
        Ran ran = jangada("dump", files.toString(), "--all-kinds", "--from", "dump:" + dump);
        assertThat(ran.code()).as(ran.err()).isZero();
        List<String> commands = ran.out()
                .lines()
                .filter(line -> line.startsWith("  "))
                .map(String::strip)
                .toList();
        int stale = makeClaimsStale(files);
        assertThat(stale).isGreaterThan(80);
        try (ControlPlane target = emptyTarget()) {
            Path tools = Files.createDirectory(folder.resolve("shell"));
            Shell shell = Shell.in(tools, tools, target.kubeconfig());
            for (String command : commands) {
                Shell.Ended ended = shell.run(command);
                assertThat(ended.exit()).as("%s\n%s", command, ended.output()).isZero();
            }
            Wait.until(
                    VOLUMES_ARE_RELEASED,
                    () -> released(target) == stale,
                    () -> new LabException(released(target) + " volumes are released, not " + stale));

            Ran plan = jangada("volumes", "rebind", "--plan", kubeconfig(target));
            assertThat(plan.code()).as(plan.err()).isZero();
            assertThat(plan.out()).contains(stale + " changed");
            assertThat(released(target)).isEqualTo(stale);

            Ran rebound = jangada("volumes", "rebind", "--yes", kubeconfig(target));
            assertThat(rebound.code())
                    .as("%s\n%s", rebound.out(), rebound.err())
                    .isZero();
            var restored = new RestoredCluster(source, target);
            restored.everyClaimIsBoundToItsVolume();
            restored.volumesHaveTheirPolicies();
            restored.nothingRanTwice();
            // The API services of custom kinds are the server's: it has made them again, with its own priorities.
            nothingDiffers("dump:" + dump, "live", kubeconfig(target), "--exclude-kinds=apiservices");
            assertThat(jangada("volumes", "rebind", kubeconfig(target)).out()).contains("Nothing to do.");
        }
    }

    /** Of volumes that would be deleted at the first sight of a stale uid nobody would keep it. */
    private static int makeClaimsStale(Path dump) throws IOException {
        Path file = dump.resolve("cluster-dump.json");
        Path changed = dump.resolve("changed");
        int stale = 0;
        try (var documents = Json.mapper().readerFor(ObjectNode.class).<ObjectNode>readValues(file.toFile());
                JsonGenerator out = Json.mapper().createGenerator(Files.newOutputStream(changed))) {
            while (documents.hasNext()) {
                ObjectNode object = documents.next();
                if (object.path("kind").asText().equals("PersistentVolume")
                        && object.at("/spec/persistentVolumeReclaimPolicy")
                                .asText()
                                .equals("Retain")
                        && object.at("/spec/claimRef") instanceof ObjectNode claim) {
                    claim.put("uid", STALE);
                    stale++;
                }
                out.writeTree(object);
            }
        }
        Files.move(changed, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return stale;
    }

    private static long released(ControlPlane cluster) {
        return cluster.api()
                .get("/api/v1/persistentvolumes")
                .path("items")
                .valueStream()
                .filter(volume -> volume.at("/status/phase").asText().equals("Released"))
                .count();
    }

    /** A new cluster: the machines of the old one have joined it, and nobody has labelled them yet. */
    private ControlPlane emptyTarget() {
        ControlPlane target = ControlPlane.start();
        for (JsonNode node : source.api().get("/api/v1/nodes").path("items")) {
            target.api()
                    .post(
                            "/api/v1/nodes",
                            Made.object("Node", node.at("/metadata/name").asText()));
        }
        return target;
    }

    private static String kubeconfig(ControlPlane cluster) {
        return kubeconfig(cluster.kubeconfig());
    }

    private static String kubeconfig(Path file) {
        return "--kubeconfig=" + file;
    }

    private static Ran jangada(String... arguments) {
        return Ran.withEnvironment(
                Map.of("XDG_STATE_HOME", folder.resolve("state").toString()),
                false,
                Stream.concat(Stream.of(arguments), Stream.of("--lang=en")).toArray(String[]::new));
    }
}
