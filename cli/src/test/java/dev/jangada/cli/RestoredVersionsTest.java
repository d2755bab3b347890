package dev.jangada.cli;

import static dev.jangada.cli.RewoundCluster.CONFIG_MAPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.lab.EtcdVersion;
import dev.jangada.lab.Watch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A whole cluster goes back to a snapshot of each etcd that people run: that etcd on what was restored, a real API server on top that
 * serves every object as it was, and an informer of before that lists again. The cluster moves from one version to the next by a restore
 * too, so that each also takes what another has saved.
 */
class RestoredVersionsTest {

    private static final long BUMP = 1_000_000_000;
    private static final String LATER = "/made-after-the-restore";

    private static RewoundCluster cluster;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        cluster = RewoundCluster.start();
        cluster.controllers().kill();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** Versions, and whether the API server lives through the restore. */
    static Stream<Arguments> sample() {
        return Stream.of(
                arguments(EtcdVersion.V3_6, true),
                arguments(EtcdVersion.V3_6, false),
                arguments(EtcdVersion.V3_4, true));
    }

    static Stream<Arguments> rest() {
        List<List<Object>> done = sample().map(each -> List.of(each.get())).toList();
        return Stream.of(EtcdVersion.values())
                .flatMap(version -> Stream.of(arguments(version, true), arguments(version, false)))
                .filter(each -> !done.contains(List.of(each.get())));
    }

    @ParameterizedTest
    @MethodSource("sample")
    void everyObjectIsServedAsItWasAndInformersListAgain(EtcdVersion version, boolean apiServerGoesOn) {
        move(version);
        ServedObjects served = cluster.served();
        Map<String, JsonNode> before = cluster.everything();
        Path snapshot = cluster.saved(folder.resolve("snap.db"));
        long snapshotRevision = cluster.plane().etcd().revision();
        try (Informer informer = Informer.of(served, CONFIG_MAPS);
                Watch watch = served.watch(CONFIG_MAPS, served.version(CONFIG_MAPS))) {
            String seen = cluster.changeAfterSnapshot(watch);
            assertThat(Long.parseLong(seen)).isGreaterThan(snapshotRevision);
            ServedObjects.eventually(
                    "the informer has seen it too",
                    () -> informer.known().getOrDefault("made-later", "").equals(seen));
            assertThat(informer.lists()).isEqualTo(1);

            cluster.restore(snapshot, version, apiServerGoesOn);

            // Whatever comes before the end is no event of a ConfigMap: those that were seen are not taken back one by
            // one.
            assertThat(watch.await(event -> !event.path("type").asText().equals("ERROR")))
                    .isEmpty();
            assertThat(Long.parseLong(served.version(CONFIG_MAPS))).isGreaterThanOrEqualTo(snapshotRevision + BUMP);
            assertThat(served.expired(CONFIG_MAPS, seen)).contains("too old resource version");
            ServedObjects.eventually("the informer lists again", () -> informer.lists() > 1);
            ServedObjects.eventually(
                    "the informer knows what there is",
                    () -> informer.known().equals(versions(served.list(CONFIG_MAPS))));
            assertThat(informer.known()).containsKey("deleted-later").doesNotContainKey("made-later");

            cluster.api().post(CONFIG_MAPS, Made.object("ConfigMap", LATER.substring(1)));
            ServedObjects.eventually(
                    "the informer sees what is new", () -> informer.known().containsKey(LATER.substring(1)));
            cluster.api().delete(CONFIG_MAPS + LATER);
        }
        assertThat(cluster.everything()).isEqualTo(before);
        Ran compared = Ran.jangada(cluster.plane().kubeconfig(), "diff", "etcd:" + snapshot, "live");
        assertThat(compared.code()).as(compared.out() + compared.err()).isZero();
    }

    @Tag("full")
    @ParameterizedTest
    @MethodSource("rest")
    void onTheOtherVersionsToo(EtcdVersion version, boolean apiServerGoesOn) {
        everyObjectIsServedAsItWasAndInformersListAgain(version, apiServerGoesOn);
    }

    /** To a server of another version, which an API server looks at when it starts. */
    private void move(EtcdVersion version) {
        if (!cluster.serves(version)) {
            cluster.restore(cluster.saved(folder.resolve("moved.db")), version, false);
        }
    }

    private static Map<String, String> versions(JsonNode list) {
        var versions = new TreeMap<String, String>();
        list.path("items")
                .forEach(object -> versions.put(
                        ServedObjects.name(object),
                        object.at("/metadata/resourceVersion").asText()));
        return versions;
    }
}
