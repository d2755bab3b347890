package dev.jangada.kube.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Capture;
import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.Reading;
import dev.jangada.kube.model.Selection;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.LabException;
import dev.jangada.lab.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A real cluster in trouble while it is being read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class TroubledClusterTest {

    private static final int OBJECTS = 1_200;
    private static final List<String> ALL =
            IntStream.range(0, OBJECTS).mapToObj(TroubledClusterTest::name).toList();
    private static final Selection OURS =
            Selection.ALL.withNamespaces(List.of(dev.jangada.kube.model.Glob.of("default")), List.of());

    private static final String GONES = "/apis/gone.example/v1/gones";

    private ControlPlane cluster;

    @BeforeAll
    void start() {
        // Without its snapshots the server reads later pages from etcd, where compaction is seen.
        cluster = ControlPlane.start(options ->
                options.withoutControllerManager().apiServerFlags("--feature-gates=ListFromCacheSnapshot=false"));
        IntStream.range(0, OBJECTS).parallel().forEach(i -> create(name(i)));
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    private static String name(int number) {
        return "m-%05d".formatted(number);
    }

    private void create(String name) {
        ObjectNode map = Json.object().put("apiVersion", "v1").put("kind", "ConfigMap");
        map.putObject("metadata").put("name", name);
        map.putObject("data").put("k", "x".repeat(2_000));
        cluster.api().post("/api/v1/namespaces/default/configmaps", map);
    }

    private LiveSource open() {
        return LiveCluster.open(new KubeAccess(Optional.of(cluster.kubeconfig()), Optional.empty(), "live"));
    }

    private record Read(List<String> names, Reading reading) {}

    /** Reads the ConfigMaps, with trouble after the hundredth. */
    private Read read(Runnable trouble) {
        try (LiveSource source = open()) {
            var names = new ArrayList<String>();
            Reading reading = source.read(source.kinds().find("cm").getFirst(), OURS, object -> {
                names.add(object.name());
                if (names.size() == 100) {
                    trouble.run();
                }
            });
            return new Read(names, reading);
        }
    }

    @Test
    void nothingIsLostOrRepeatedWhenTheRevisionIsCompactedAway() {
        Read read = read(() -> {
            create("a-too-early-to-be-seen");
            create("z-late-enough");
            cluster.etcd().compact();
        });
        cluster.api().delete("/api/v1/namespaces/default/configmaps/a-too-early-to-be-seen");
        cluster.api().delete("/api/v1/namespaces/default/configmaps/z-late-enough");
        assertThat(read.names())
                .hasSize(OBJECTS + 1)
                .containsAll(ALL)
                .doesNotHaveDuplicates()
                .contains("z-late-enough");
        assertThat(read.reading().spansRevisions()).isTrue();
        assertThat(read.reading().resourceVersions()).hasSize(2);
    }

    @Test
    void aRestartOfTheApiServerDoesNotMatter() {
        Read read = read(() -> {
            cluster.apiServer().kill();
            cluster.apiServer().restart();
        });
        assertThat(read.names()).isEqualTo(ALL);
        assertThat(read.reading().spansRevisions()).isFalse();
    }

    @Test
    void aServerThatComesBackLaterIsWaitedFor() throws InterruptedException {
        var back = new Thread[1];
        Read read = read(() -> {
            cluster.apiServer().kill();
            back[0] = Thread.startVirtualThread(cluster.apiServer()::restart);
        });
        back[0].join();
        assertThat(read.names()).isEqualTo(ALL);
    }

    @Test
    void anAggregatedApiWithoutAServerIsAGap() {
        ObjectNode service =
                Json.object().put("apiVersion", "apiregistration.k8s.io/v1").put("kind", "APIService");
        service.putObject("metadata").put("name", "v1.nowhere.example");
        ObjectNode spec = service.putObject("spec");
        spec.put("group", "nowhere.example").put("version", "v1").put("insecureSkipTLSVerify", true);
        spec.put("groupPriorityMinimum", 1000).put("versionPriority", 15);
        spec.putObject("service").put("name", "nowhere").put("namespace", "default");
        cluster.api().post("/apis/apiregistration.k8s.io/v1/apiservices", service);
        try {
            List<Gap> gaps = List.of();
            Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
            while (gaps.isEmpty() && Instant.now().isBefore(deadline)) {
                try (LiveSource source = open()) {
                    gaps = source.coverage().gaps();
                }
            }
            assertThat(gaps).singleElement().satisfies(gap -> {
                assertThat(gap.what()).isEqualTo("nowhere.example/v1");
                assertThat(gap.why().code()).isEqualTo("stale-discovery");
            });
            try (LiveSource source = open()) {
                Capture capture =
                        Capture.run(source, source.kinds().find("ns"), Selection.ALL, 1, kind -> object -> {});
                assertThat(capture.complete()).isFalse();
                assertThat(capture.readings()).hasSize(1);
            }
        } finally {
            cluster.api().delete("/apis/apiregistration.k8s.io/v1/apiservices/v1.nowhere.example");
        }
    }

    /** Defines a kind and makes more objects of it than fit on a first page. */
    private void createGones() {
        ObjectNode definition =
                Json.object().put("apiVersion", "apiextensions.k8s.io/v1").put("kind", "CustomResourceDefinition");
        definition.putObject("metadata").put("name", "gones.gone.example");
        ObjectNode spec =
                definition.putObject("spec").put("group", "gone.example").put("scope", "Cluster");
        spec.putObject("names").put("plural", "gones").put("singular", "gone").put("kind", "Gone");
        ObjectNode version = spec.putArray("versions")
                .addObject()
                .put("name", "v1")
                .put("served", true)
                .put("storage", true);
        version.putObject("schema").putObject("openAPIV3Schema").put("type", "object");
        cluster.api().post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", definition);
        Wait.until(
                Duration.ofSeconds(60),
                () -> cluster.api().answers(GONES),
                () -> new LabException("the new kind is not served"));
        IntStream.range(0, 300).parallel().forEach(i -> {
            ObjectNode gone = Json.object().put("apiVersion", "gone.example/v1").put("kind", "Gone");
            gone.putObject("metadata").put("name", name(i));
            cluster.api().post(GONES, gone);
        });
    }

    @Test
    void aKindThatIsRemovedMeanwhileSaysSo() {
        createGones();
        try (LiveSource source = open()) {
            var count = new AtomicInteger();
            Capture capture = Capture.run(source, source.kinds().find("gones"), Selection.ALL, 1, kind -> object -> {
                if (count.incrementAndGet() == 100) {
                    cluster.api().delete("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/gones.gone.example");
                    Wait.until(
                            Duration.ofSeconds(60),
                            () -> !cluster.api().answers(GONES),
                            () -> new LabException("the kind is still served"));
                }
            });
            assertThat(count).hasValue(200);
            assertThat(capture.readings()).isEmpty();
            assertThat(capture.gaps()).singleElement().satisfies(gap -> {
                assertThat(gap.what()).isEqualTo("gones.gone.example");
                assertThat(gap.why().code()).isEqualTo("kind-gone");
            });
        }
    }
}
