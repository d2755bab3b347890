package dev.jangada.kube.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.kube.cluster.FakeApiServer.Reply;
import dev.jangada.kube.cluster.FakeApiServer.Request;
import dev.jangada.kube.cluster.client.ApiClient;
import dev.jangada.kube.cluster.client.ClientSettings;
import dev.jangada.kube.cluster.client.Distance;
import dev.jangada.kube.cluster.client.Environment;
import dev.jangada.kube.cluster.client.Kubeconfig;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lists are compressed where bytes are dear, and nowhere else. */
@Timeout(60)
class DistanceTest {

    private static final FakeLists LISTS = FakeLists.of(900, 7, 100);
    private static final ResourceKind MAPS = new ResourceKind(
            "", "v1", "ConfigMap", "configmaps", "configmap", List.of(), List.of(), true, List.of("list"));

    @TempDir
    Path folder;

    /** Answers compressed if asked to. */
    private static Reply answer(Request request) {
        Reply plain = LISTS.answer(request);
        return "gzip".equals(request.headers().getFirst("Accept-Encoding"))
                ? Reply.of(200, Map.of("Content-Encoding", "gzip"), plain.body())
                : plain;
    }

    private List<String> read(FakeApiServer server, Distance distance) {
        Environment environment = Environment.ofProcess();
        Kubeconfig kubeconfig = Kubeconfig.load(server.access(folder).kubeconfig(), Optional.empty(), environment);
        ClientSettings settings = ClientSettings.of(kubeconfig, environment);
        var names = new ArrayList<String>();
        try (ApiClient api = ApiClient.of(kubeconfig, settings, KindReaderTest.SHORT, distance, waiting -> {})) {
            new KindReader(api, PageSize.of(Optional.empty()), MAPS, Selection.ALL, object -> names.add(object.name()))
                    .read();
        }
        return names;
    }

    @Test
    void asksAFarServerToCompress() {
        var count = new AtomicInteger();
        try (FakeApiServer server = FakeApiServer.ofLists(
                request -> count.getAndIncrement() == 1 ? answer(request).cutAfter(2_000) : answer(request))) {
            assertThat(read(server, Distance.of(Duration.ofMillis(50)))).isEqualTo(LISTS.names());
            assertThat(server.requests())
                    .hasSize(3)
                    .allSatisfy(request -> assertThat(request.headers().getFirst("Accept-Encoding"))
                            .isEqualTo("gzip"));
        }
    }

    @Test
    void spendsNoTimeOnItWhereTheServerIsNear() {
        try (FakeApiServer server = FakeApiServer.ofLists(DistanceTest::answer)) {
            assertThat(read(server, Distance.of(Duration.ofMillis(1)))).isEqualTo(LISTS.names());
            assertThat(server.requests())
                    .allSatisfy(request -> assertThat(request.headers()).doesNotContainKey("Accept-encoding"));
        }
    }

    @Test
    void goesByTheQuickestRequestAndByTheAddress() {
        Distance distance = Distance.to("https://10.1.2.3:6443");
        assertThat(distance.isFar()).isTrue();
        distance.took(Duration.ofMillis(5));
        distance.took(Duration.ofMillis(80));
        assertThat(distance.isFar()).isFalse();
        assertThat(Distance.to("https://127.0.0.1:6443").isFar()).isFalse();
    }
}
