package dev.jangada.kube.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.kube.cluster.FakeApiServer.Reply;
import dev.jangada.kube.cluster.FakeApiServer.Request;
import dev.jangada.kube.model.Capture;
import dev.jangada.kube.model.Selection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reads far more than fits into the heap of a JVM of its own. */
@Timeout(600)
class MemoryTest {

    /** Every so many objects one is large. */
    private static final int LARGE_EVERY = 1_000;

    private static final String SMALL = "x".repeat(1_400);
    private static final String LARGE = "x".repeat(1_000_000);

    @TempDir
    Path folder;

    @Test
    void aTenthOfTheLimitsObjectsNeedsLittle() throws IOException, InterruptedException {
        assertThat(readWith("-Xmx48m", 30_000)).isEqualTo("30000 objects");
    }

    @Test
    @Tag("full")
    void threeHundredThousandObjectsNeedLittleMore() throws IOException, InterruptedException {
        assertThat(readWith("-Xmx64m", 300_000)).isEqualTo("300000 objects");
    }

    private String readWith(String heap, int objects) throws IOException, InterruptedException {
        try (FakeApiServer server = FakeApiServer.ofLists(request -> page(request, objects))) {
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            heap,
                            "-XX:+UseSerialGC",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Child.class.getName(),
                            server.access(folder).kubeconfig().orElseThrow().toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(child.waitFor()).isZero();
            return printed;
        }
    }

    private static Reply page(Request request, int objects) {
        int from = request.query().containsKey("continue") ? Integer.parseInt(request.parameter("continue")) : 0;
        int to = Math.min(objects, from + Integer.parseInt(request.parameter("limit")));
        var body = new StringBuilder(
                        "{\"kind\":\"ConfigMapList\",\"metadata\":{\"resourceVersion\":\"1\",\"continue\":\"")
                .append(to < objects ? to : "")
                .append("\"},\"items\":[");
        for (int i = from; i < to; i++) {
            body.append(i == from ? "" : ",")
                    .append("{\"metadata\":{\"name\":\"m-")
                    .append(i)
                    .append("\",\"namespace\":\"n\"},\"data\":{\"k\":\"")
                    .append(i % LARGE_EVERY == 0 ? LARGE : SMALL)
                    .append("\"}}");
        }
        return Reply.of(200, body.append("]}").toString());
    }

    /** The program that the test runs. */
    static final class Child {
        private Child() {}

        /** Captures everything of the kubeconfig's cluster and prints how many objects there were. */
        public static void main(String[] arguments) {
            var access = new KubeAccess(Optional.of(Path.of(arguments[0])), Optional.empty(), "live");
            try (LiveSource source = LiveCluster.open(access)) {
                var objects = new AtomicLong();
                Capture capture = Capture.run(
                        source, source.kinds().all(), Selection.ALL, 4, kind -> object -> objects.incrementAndGet());
                System.out.println(objects + " objects" + (capture.complete() ? "" : ", not all"));
            }
        }
    }
}
