package dev.jangada.cli.objects;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.cli.Ran;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.order.KindOrder;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.Lab;
import dev.jangada.lab.SourceCluster;
import dev.jangada.lab.TargetCluster;
import dev.jangada.lab.Wait;
import dev.jangada.lab.workload.Mutation;
import dev.jangada.lab.workload.Mutations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The main job on a real cluster of 5 000 objects: dump it, compare, apply the files elsewhere with kubectl. */
@Lab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DumpAndDiffTest {

    private static final Set<String> SYSTEM_NAMESPACES = Set.of("kube-system", "kube-public", "kube-node-lease");
    private static final Duration GARBAGE_IS_COLLECTED = Duration.ofMinutes(2);
    private static final Duration CLAIMS_ARE_BOUND = Duration.ofMinutes(2);

    /** kubectl keeps the whole object in an annotation, which may not be larger. */
    private static final int LARGEST_FOR_KUBECTL_APPLY = 262_144;

    private final ControlPlane cluster;

    DumpAndDiffTest(@SourceCluster ControlPlane cluster) {
        this.cluster = cluster;
    }

    @BeforeAll
    void load() {
        SharedWorkload.load(cluster);
    }

    /** First, because another test changes what was submitted. */
    @Test
    @Order(1)
    void everyObjectOfTheGuidesKindsIsThereOnceAndNothingDiffers(@TempDir Path folder) throws IOException {
        Path dump = folder.resolve("dump");
        Ran ran = jangada(cluster.kubeconfig(), "dump", dump.toString(), "-o", "json");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        JsonNode told = Json.mapper().readTree(ran.out());

        List<ObjectKey> written = keys(dump);
        assertThat(written).doesNotHaveDuplicates().hasSizeGreaterThan(4_000);
        Set<ObjectKey> wanted = SubmittedObjects.thatADumpHolds(SharedWorkload.workload());
        assertThat(written).containsAll(wanted);
        assertThat(written.stream().filter(key -> !wanted.contains(key)))
                .as(
                        "beside what was submitted there are the claims of StatefulSets' templates, and FaultsTest's binding")
                .allMatch(key -> key.groupKind().kind().equals("PersistentVolumeClaim")
                        || key.toString().equals("ClusterRoleBinding.rbac.authorization.k8s.io viewer"));
        Set<ObjectKey> live = liveKeys();
        assertThat(live).containsAll(written);
        live.removeAll(written);
        long leftOut =
                told.path("leftOut").valueStream().mapToLong(JsonNode::asLong).sum()
                        - told.path("leftOut").path("system-namespace").asLong();
        assertThat(live.stream().filter(key -> !isOfSystem(key)))
                .as("what is not written was left out for a reason that was told")
                .hasSize((int) leftOut);

        Ran diff = jangada(cluster.kubeconfig(), "diff", "dump:" + dump, "live");
        assertThat(diff.out()).contains("No differences");
        assertThat(diff.code()).isZero();
    }

    /** One change of every sort, each to an object of chance; there are more than twenty sorts. */
    @Test
    void randomChangesAreFoundAndNothingElse(@TempDir Path folder) throws IOException {
        Path dump = folder.resolve("dump");
        assertThat(jangada(cluster.kubeconfig(), "dump", dump.toString(), "--all-kinds")
                        .code())
                .isZero();
        List<Mutation> mutations = Mutations.of(SharedWorkload.workload(), SharedWorkload.SEED, Mutations.SORTS);
        mutations.forEach(mutation -> mutation.apply(cluster.api()));

        Set<String> made = mutations.stream()
                .map(mutation -> mutation.difference().name().toLowerCase(Locale.ROOT) + " " + mutation.key())
                .collect(Collectors.toCollection(TreeSet::new));
        var found = new TreeSet<String>();
        // What a deleted object's owner references name goes a little later.
        Wait.until(
                GARBAGE_IS_COLLECTED,
                () -> {
                    found.clear();
                    found.addAll(differences(dump));
                    return found.equals(made);
                },
                () -> new IllegalStateException("found " + found + "\nmade " + made));
        Ran diff = jangada(cluster.kubeconfig(), "diff", "dump:" + dump, "live", "-o", "json");
        assertThat(diff.code()).isEqualTo(6);
        String text =
                jangada(cluster.kubeconfig(), "diff", "dump:" + dump, "live").out();
        List<String> changed = changedSecretValues(mutations);
        assertThat(changed).isNotEmpty();
        for (String value : changed) {
            assertThat(text).doesNotContain(value);
            assertThat(diff.out()).doesNotContain(value);
        }
    }

    private Set<String> differences(Path dump) {
        Ran diff = jangada(cluster.kubeconfig(), "diff", "dump:" + dump, "live", "-o", "json");
        var found = new TreeSet<String>();
        try {
            for (JsonNode entry : Json.mapper().readTree(diff.out()).path("objects")) {
                var kind = new GroupKind(
                        entry.path("group").asText(), entry.path("kind").asText());
                var key = new ObjectKey(
                        kind,
                        entry.path("namespace").asText(""),
                        entry.path("name").asText());
                found.add(entry.path("change").asText() + " " + key);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** What changed Secrets hold now, as JSON has it. */
    private List<String> changedSecretValues(List<Mutation> mutations) {
        return mutations.stream()
                .filter(mutation -> mutation.key().groupKind().kind().equals("Secret"))
                .filter(mutation -> mutation.difference() == Mutation.Difference.CHANGED)
                .map(mutation -> cluster.api()
                        .get("/api/v1/namespaces/" + mutation.key().namespace() + "/secrets/"
                                + mutation.key().name())
                        .at("/data/password")
                        .asText())
                .toList();
    }

    @Test
    void theFilesGoToAnEmptyClusterWithKubectlAlone(@TargetCluster ControlPlane target, @TempDir Path folder) {
        Path dump = folder.resolve("dump");
        assertThat(jangada(cluster.kubeconfig(), "dump", dump.toString()).code())
                .isZero();
        var files = DumpFiles.NAMES.stream()
                .flatMap(file -> Stream.of("-f", dump.resolve(file).toString()))
                .toList();

        var apply = target.kubectl(arguments("apply", files));
        List<String> errors = apply.stderr()
                .lines()
                .filter(line -> !line.startsWith("Warning:"))
                .toList();
        long tooLarge = keys(dump, LARGEST_FOR_KUBECTL_APPLY).size();
        assertThat(errors)
                .as("kubectl apply refuses only what its annotation cannot hold")
                .hasSize((int) tooLarge)
                .allMatch(line -> line.contains("metadata.annotations: Too long"));

        var serverSide = target.kubectl(arguments(
                "apply",
                Stream.concat(Stream.of("--server-side", "--force-conflicts"), files.stream())
                        .toList()));
        assertThat(serverSide.exit()).as(serverSide.stderr()).isZero();

        Ran diff = jangada(target.kubeconfig(), "diff", "dump:" + dump, "live");
        assertThat(diff.out()).contains("No differences");
        assertThat(diff.code()).isZero();
        Wait.until(
                CLAIMS_ARE_BOUND,
                () -> claimsWithoutTheirVolume(target).isEmpty(),
                () -> new IllegalStateException("not bound to their volumes: " + claimsWithoutTheirVolume(target)));
    }

    /** Claims that name a volume, unless they are bound and the volume says that it is this very claim's. */
    private static List<String> claimsWithoutTheirVolume(ControlPlane target) {
        JsonNode volumes = target.api().get("/api/v1/persistentvolumes").path("items");
        JsonNode claims = target.api().get("/api/v1/persistentvolumeclaims").path("items");
        var owners = new HashMap<String, JsonNode>();
        volumes.forEach(volume -> owners.put(volume.at("/metadata/name").asText(), volume.at("/spec/claimRef/uid")));
        List<JsonNode> named = claims.valueStream()
                .filter(claim -> claim.path("spec").has("volumeName"))
                .toList();
        assertThat(named).isNotEmpty();
        return named.stream()
                .filter(claim -> !claim.at("/status/phase").asText().equals("Bound")
                        || !claim.at("/metadata/uid")
                                .equals(owners.get(claim.at("/spec/volumeName").asText())))
                .map(claim -> claim.at("/metadata/namespace").asText() + "/"
                        + claim.at("/metadata/name").asText())
                .toList();
    }

    private static String[] arguments(String first, List<String> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toArray(String[]::new);
    }

    private static boolean isOfSystem(ObjectKey key) {
        return SYSTEM_NAMESPACES.contains(key.namespace())
                || (key.groupKind().kind().equals("Namespace") && SYSTEM_NAMESPACES.contains(key.name()));
    }

    /** The keys in the three files, read with Jackson alone. */
    private static List<ObjectKey> keys(Path dump) {
        return keys(dump, 0);
    }

    private static List<ObjectKey> keys(Path dump, int largerThan) {
        return DumpFiles.objects(dump).stream()
                .filter(object -> Json.bytes(object).length >= largerThan)
                .map(DumpAndDiffTest::key)
                .toList();
    }

    private Set<ObjectKey> liveKeys() throws IOException {
        var keys = new TreeSet<ObjectKey>();
        var kinds = new ArrayList<>(KindOrder.guideKinds());
        kinds.add(new GroupKind("", "Node"));
        kinds.add(new GroupKind("", "Namespace"));
        for (GroupKind kind : kinds) {
            String name = kind.kind() + (kind.group().isEmpty() ? ".v1." : ".v1." + kind.group());
            JsonNode list = Json.mapper()
                    .readTree(cluster.kubectl("get", name, "-A", "-o", "json").orFail());
            list.path("items").forEach(item -> keys.add(key(item)));
        }
        return keys;
    }

    private static ObjectKey key(JsonNode object) {
        String apiVersion = object.path("apiVersion").asText();
        return new ObjectKey(
                new GroupKind(
                        apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "",
                        object.path("kind").asText()),
                object.at("/metadata/namespace").asText(""),
                object.at("/metadata/name").asText());
    }

    /** A person can still read the files: one object after the other, indented. */
    @Test
    void theFilesAreReadable(@TempDir Path folder) throws IOException {
        Path dump = folder.resolve("dump");
        assertThat(jangada(cluster.kubeconfig(), "dump", dump.toString(), "--include-kinds", "namespaces")
                        .code())
                .isZero();
        assertThat(Files.readString(dump.resolve("ns.json"))).contains("\n  \"kind\": \"Namespace\"");
    }
}
