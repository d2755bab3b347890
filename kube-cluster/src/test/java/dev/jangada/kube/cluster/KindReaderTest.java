package dev.jangada.kube.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import dev.jangada.kube.cluster.FakeApiServer.Reply;
import dev.jangada.kube.cluster.FakeApiServer.Request;
import dev.jangada.kube.cluster.client.Patience;
import dev.jangada.kube.model.FieldSelector;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.LabelSelector;
import dev.jangada.kube.model.Selection;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reading does when the server misbehaves. */
@Timeout(60)
class KindReaderTest {

    /** Soon over where a server says no; a machine that has other things to do is no server that is silent. */
    static final Patience SHORT = waitingForBytes(Duration.ofSeconds(10));

    /** For servers that fall silent. */
    static final Patience IMPATIENT = waitingForBytes(Duration.ofMillis(500));

    private static Patience waitingForBytes(Duration idle) {
        return new Patience(
                Duration.ofSeconds(5), idle, Duration.ofSeconds(3), Duration.ofMillis(5), Duration.ofMillis(50));
    }

    private static final FakeLists LISTS = FakeLists.of(900, 7, 10);
    private static final List<String> ALL =
            IntStream.range(0, 900).mapToObj(FakeLists::name).toList();

    @TempDir
    Path folder;

    private Read read(Function<Request, Reply> lists) {
        return Read.of(folder, lists);
    }

    /** Answers the n-th list request (from 0) otherwise. */
    private static Function<Request, Reply> except(int n, Function<Request, Reply> otherwise) {
        var count = new AtomicInteger();
        return request -> count.getAndIncrement() == n ? otherwise.apply(request) : LISTS.answer(request);
    }

    @Test
    void followsPagesThatGrowWithWhatTheyHold() {
        Read read = read(LISTS::answer);
        assertThat(read.names()).isEqualTo(ALL);
        assertThat(read.requests()).hasSize(2);
        assertThat(read.reading().objects()).isEqualTo(900);
        assertThat(read.reading().resourceVersions()).containsExactly("7");
        assertThat(read.reading().spansRevisions()).isFalse();
    }

    @Test
    void asksForAllBehindTheFirstPageWhereTheServerStreams() {
        FakeLists lists = FakeLists.of(9_000, 7, 1_000);
        Read read = Read.ofStreaming(folder, lists::answer);
        assertThat(read.names()).isEqualTo(lists.names());
        assertThat(read.expected()).containsExactly(9_000L);
        assertThat(read.requests()).hasSize(2);
        assertThat(read.requests().get(1).query()).doesNotContainKey("limit");
    }

    @Test
    void goesBackToPagesWhenTheRestBreaks() {
        FakeLists lists = FakeLists.of(9_000, 7, 1_000);
        var count = new AtomicInteger();
        Read read = Read.ofStreaming(
                folder,
                request -> count.getAndIncrement() == 1
                        ? lists.answer(request).cutAfter(3_000_000)
                        : lists.answer(request));
        assertThat(read.names()).isEqualTo(lists.names());
        assertThat(read.requests().subList(2, read.requests().size()))
                .hasSizeGreaterThan(2)
                .allSatisfy(request -> assertThat(request.query()).containsKey("limit"));
        assertThat(read.reading().resourceVersions()).containsExactly("7");
    }

    @ParameterizedTest
    @CsvSource({"429", "500", "502", "503", "504"})
    void asksAgainWhenTheServerIsInTrouble(int status) {
        Read read = read(except(1, request -> Reply.of(status, "busy")));
        assertThat(read.names()).isEqualTo(ALL);
        assertThat(read.requests()).hasSize(3);
        assertThat(read.requests().get(2).parameter("continue"))
                .isEqualTo(read.requests().get(1).parameter("continue"));
    }

    @Test
    void outlastsAStormThatEnds() {
        var count = new AtomicInteger();
        Read read = read(request -> count.incrementAndGet() % 8 == 0 ? LISTS.answer(request) : Reply.of(429, "busy"));
        assertThat(read.names()).isEqualTo(ALL);
    }

    @Test
    void givesAKindUpWhenPatienceIsOver() {
        assertThatThrownBy(() -> read(request -> Reply.of(503, FakeApiServer.status(503, "etcd is down", ""))))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.exitCode()).isEqualTo(ExitCode.FAILED);
                    assertThat(problem.getMessage()).contains("configmaps", "etcd is down", "503");
                });
    }

    @Test
    void asksAgainForTheSameRevisionWhenTheFirstPageIsCut() {
        Read read = read(except(0, request -> LISTS.answer(request).cutAfter(4_000)));
        assertThat(read.names()).isEqualTo(ALL);
        assertThat(read.requests().get(1).query())
                .containsEntry("resourceVersion", "7")
                .containsEntry("resourceVersionMatch", "Exact");
        assertThat(read.reading().resourceVersions()).containsExactly("7");
    }

    @Test
    void asksAgainWithTheSameTokenWhenALaterPageIsCut() {
        Read read = read(except(1, request -> LISTS.answer(request).cutAfter(30_000)));
        assertThat(read.names()).isEqualTo(ALL);
        assertThat(read.requests().get(2).parameter("continue")).isEqualTo("7:m-0199");
        assertThat(read.reading().resourceVersions()).containsExactly("7");
    }

    @Test
    void losesAndRepeatsNothingWhereverPagesAreCut() {
        long seed = System.nanoTime();
        var random = new java.util.Random(seed);
        Read read = read(request -> random.nextInt(4) == 0
                ? LISTS.answer(request)
                : LISTS.answer(request).cutAfter(random.nextInt(20_000)));
        assertThat(read.names()).as("seed %d", seed).isEqualTo(ALL);
    }

    @Test
    void givesUpAnAnswerThatStalls() {
        Read read = Read.of(
                folder, except(1, request -> LISTS.answer(request).stalledAfter(30_000)), Selection.ALL, IMPATIENT);
        assertThat(read.names()).isEqualTo(ALL);
        assertThat(read.requests()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"404,kind-gone", "405,not-listable", "403,forbidden", "401,unauthenticated", "400,refused-by-server"})
    void saysWhyAKindCannotBeRead(int status, String code) {
        assertThatThrownBy(() -> read(request -> Reply.of(status, FakeApiServer.status(status, "no", ""))))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo(code);
                    assertThat(problem.exitCode()).isEqualTo(ExitCode.FAILED);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>log in</html>",
                "{}",
                "{\"error\":\"login required\"}",
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"code\":503}"
            })
    void doesNotTakeAnotherAnswerForAnEmptyList(String body) {
        var count = new AtomicInteger();
        assertThatThrownBy(() -> read(request -> {
                    count.incrementAndGet();
                    return Reply.of(200, body);
                }))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo("not-a-list");
                    assertThat(problem.getMessage()).contains("configmaps");
                });
        assertThat(count).as("and does not ask for long").hasValue(4);
        assertThat(read(except(1, request -> Reply.of(200, body))).names()).isEqualTo(ALL);
    }

    @Test
    void doesNotTurnInACircle() {
        String page = LISTS.answer(new Request("", Map.of("limit", "200"), new Headers()))
                .body();
        assertThatThrownBy(() -> read(request -> Reply.of(200, page)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("not-a-list"));
    }

    @Test
    void saysOnceHowManyObjectsAreLikelyToCome() {
        assertThat(read(LISTS::answer).expected()).containsExactly(900L);
        assertThat(read(except(0, request -> LISTS.answer(request).cutAfter(4_000)))
                        .expected())
                .containsExactly(900L);
        assertThat(read(FakeLists.of(100, 7, 10)::answer).expected()).isEmpty();
    }

    @Test
    void readsWithoutFieldsThatTheServerDoesNotKnow() {
        Read read = Read.of(
                folder,
                request -> request.query().containsKey("fieldSelector")
                        ? Reply.of(400, FakeApiServer.status(400, "field label not supported", ""))
                        : LISTS.answer(request),
                Selection.ALL.withNames(List.of(Glob.of("m-0300")), List.of()));
        assertThat(read.names()).containsExactly("m-0300");
        assertThat(read.requests()).hasSize(3);
    }

    @Test
    void readsListsWithTheirMetadataAtTheEnd() {
        Read read = read(request -> Reply.of(
                200,
                request.parameter("continue").isEmpty()
                        ? "{\"items\":[{\"metadata\":{\"name\":\"a\"}}],\"metadata\":{\"resourceVersion\":\"3\",\"continue\":\"x\"}}"
                        : "{\"items\":[{\"metadata\":{\"name\":\"b\"}}],\"metadata\":{\"resourceVersion\":\"3\"}}"));
        assertThat(read.names()).containsExactly("a", "b");
        assertThat(read.reading().resourceVersions()).containsExactly("3");
    }

    @Test
    void letsTheServerLeaveOutWhatItCan() {
        Selection selection = Selection.ALL
                .withNames(List.of(Glob.of("m-0001")), List.of())
                .withSelectors(
                        LabelSelector.of("a=b"), FieldSelector.of("metadata.namespace=shop,data.k=x,metadata.name!=z"));
        Read read = Read.of(folder, LISTS::answer, selection);
        assertThat(read.names()).isEmpty();
        assertThat(read.requests().getFirst().query())
                .containsEntry("labelSelector", "a=b")
                .containsEntry("fieldSelector", "metadata.name=m-0001,metadata.namespace=shop,metadata.name!=z");
    }

    @Test
    void filtersByGlobsItself() {
        Read read = Read.of(
                folder, LISTS::answer, Selection.ALL.withNames(List.of(Glob.of("m-00?1")), List.of(Glob.of("*21"))));
        assertThat(read.names()).hasSize(9).contains("m-0001").doesNotContain("m-0021");
        assertThat(read.requests().getFirst().query()).doesNotContainKey("fieldSelector");
    }
}
