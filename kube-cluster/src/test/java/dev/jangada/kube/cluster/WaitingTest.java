package dev.jangada.kube.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.kube.cluster.FakeApiServer.Reply;
import dev.jangada.kube.cluster.client.ClientMessage;
import dev.jangada.kube.cluster.client.Environment;
import dev.jangada.kube.cluster.client.Patience;
import dev.jangada.kube.cluster.client.Reachability;
import dev.jangada.kube.cluster.client.Retries;
import dev.jangada.kube.model.Capture;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How long a server is waited for, how often it is asked meanwhile, and what the user hears of it. */
@Timeout(60)
class WaitingTest {

    private static final FakeLists LISTS = FakeLists.of(900, 7, 10);

    @TempDir
    Path folder;

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Test
    void waitsAsLongAsTheServerAsks() {
        long begun = System.nanoTime();
        var count = new AtomicInteger();
        Read read = Read.of(
                folder,
                request -> count.getAndIncrement() == 0
                        ? Reply.of(429, Map.of("Retry-After", "1"), "busy")
                        : LISTS.answer(request));
        assertThat(since(begun)).isGreaterThan(Duration.ofSeconds(1));
        assertThat(read.names()).hasSize(900);
    }

    @Test
    void doesNotHammerAServerThatAsksForNoWait() {
        var count = new AtomicInteger();
        var patience = KindReaderTest.SHORT.withTotal(Duration.ofMillis(500));
        try (FakeApiServer server = FakeApiServer.ofLists(request -> {
                    count.incrementAndGet();
                    return Reply.of(429, Map.of("Retry-After", "0"), "busy");
                });
                LiveSource source = LiveCluster.open(server.access(folder), Environment.ofProcess(), patience)) {
            Capture capture = Capture.run(source, source.kinds().all(), Selection.ALL, 1, kind -> object -> {});
            assertThat(capture.complete()).isFalse();
            assertThat(count).hasValueLessThan(40);
        }
    }

    /** Each page comes at the third try and holds nothing new; all of them take longer than patience with one. */
    @Test
    void everyPageThatComesStartsPatienceOver() {
        int pages = 40;
        var total = Duration.ofSeconds(2);
        // At least half of it is waited, twice for each page.
        var wait = Duration.ofMillis(60);
        var patience = new Patience(Duration.ofSeconds(5), Duration.ofSeconds(5), total, wait, wait);
        var count = new AtomicInteger();
        try (FakeApiServer server = FakeApiServer.ofLists(request -> {
                    int page = count.getAndIncrement() / 3;
                    return count.get() % 3 != 0
                            ? Reply.of(503, "busy")
                            : Reply.of(
                                    200,
                                    "{\"metadata\":{\"resourceVersion\":\"7\",\"continue\":\"%s\"},\"items\":null}"
                                            .formatted(page < pages - 1 ? page : ""));
                });
                LiveSource source = LiveCluster.open(server.access(folder), Environment.ofProcess(), patience)) {
            long begun = System.nanoTime();
            Capture capture = Capture.run(source, source.kinds().all(), Selection.ALL, 1, kind -> object -> {});
            assertThat(since(begun)).isGreaterThan(total);
            assertThat(capture.gaps()).isEmpty();
            assertThat(count).hasValue(3 * pages);
        }
    }

    @Test
    void aServerThatIsGoneIsWaitedForOnceAndTheUserHearsOfIt() {
        List<Problem> notes = new CopyOnWriteArrayList<>();
        FakeApiServer server = FakeApiServer.ofLists(LISTS::answer);
        try (LiveSource source = LiveCluster.open(
                server.access(folder),
                Environment.ofProcess(),
                KindReaderTest.SHORT.withTotal(Duration.ofSeconds(1)),
                notes::add)) {
            assertThat(notes).isEmpty();
            server.close();
            List<ResourceKind> kinds = IntStream.range(0, 40)
                    .mapToObj(i -> new ResourceKind(
                            "", "v1", "K" + i, "kinds" + i, "", List.of(), List.of(), true, List.of("list")))
                    .toList();
            long begun = System.nanoTime();
            Capture capture = Capture.run(source, kinds, Selection.ALL, 2, kind -> object -> {});
            assertThat(since(begun)).isLessThan(Duration.ofSeconds(8));
            assertThat(capture.gaps())
                    .hasSize(40)
                    .allSatisfy(gap -> assertThat(gap.why().code()).isEqualTo("connection-refused"));
            assertThat(notes).singleElement().satisfies(note -> {
                assertThat(note.code()).isEqualTo("waiting");
                assertThat(note.exitCode()).isEqualTo(ExitCode.DONE);
                assertThat(note.getMessage()).contains("refuses connections", "1 s");
            });
        } finally {
            server.close();
        }
    }

    @Test
    void aServerThatIsBackIsWaitedForAgain() {
        var reachability = new Reachability(note -> {});
        var retries = new Retries(KindReaderTest.SHORT, reachability);
        var why = new Problem(ExitCode.FAILED, ClientMessage.CONNECTION_REFUSED, "x");
        reachability.givenUp();
        assertThat(retries.againWithoutAnswer(why)).isFalse();
        reachability.answered();
        assertThat(retries.againWithoutAnswer(why)).isTrue();
    }
}
