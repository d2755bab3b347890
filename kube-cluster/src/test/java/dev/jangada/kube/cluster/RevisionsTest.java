package dev.jangada.kube.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.kube.cluster.FakeApiServer.Reply;
import dev.jangada.kube.cluster.FakeApiServer.Request;
import dev.jangada.kube.cluster.client.Environment;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.Reading;
import dev.jangada.kube.model.Selection;
import dev.jangada.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a reading does, and says, when a list cannot be read to its end at the revision it began at. */
@Timeout(60)
class RevisionsTest {

    private static final FakeLists NOW = FakeLists.of(900, 7, 10);

    /** Two objects came and two went, on the first page and behind it. */
    private static final FakeLists LATER = NOW.later(9, List.of("m-0100a", "m-0500a"), List.of("m-0101", "m-0501"));

    @TempDir
    Path folder;

    /** Answers list requests in turn, the last answer for all that follow. */
    private Read read(List<Function<Request, Reply>> answers) {
        var count = new AtomicInteger();
        return Read.of(
                folder,
                request -> answers.get(Math.min(count.getAndIncrement(), answers.size() - 1))
                        .apply(request));
    }

    private static Function<Request, Reply> status(int status, String continueToken) {
        return request -> Reply.of(status, FakeApiServer.status(status, "too old", continueToken));
    }

    @Test
    void goesOnWithTheServersTokenWhenTheRevisionIsGone() {
        Read read = read(List.of(NOW::answer, status(410, "9:m-0199"), LATER::answer));
        assertThat(read.names())
                .as("the first page as it was, the rest as it is")
                .hasSize(900)
                .doesNotHaveDuplicates()
                .contains("m-0101", "m-0500a")
                .doesNotContain("m-0100a", "m-0501");
        assertThat(read.reading().resourceVersions()).containsExactly("7", "9");
        assertThat(read.reading().spansRevisions()).isTrue();
    }

    @Test
    void beginsAnewWhenTheRevisionIsGoneAndNoTokenCame() {
        Read read = read(List.of(NOW::answer, status(410, ""), LATER::answer));
        assertThat(read.requests().get(2).parameter("continue")).isEmpty();
        assertThat(read.names())
                .as("what was handed on already is not taken back")
                .hasSize(901)
                .doesNotHaveDuplicates()
                .contains("m-0101", "m-0100a", "m-0500a")
                .doesNotContain("m-0501");
        assertThat(read.reading().spansRevisions()).isTrue();
    }

    @Test
    void readsAtANewRevisionWhenTheExactOneIsNotToBeHad() {
        Read read = read(List.of(request -> NOW.answer(request).cutAfter(4_000), status(422, ""), LATER::answer));
        assertThat(read.names()).hasSize(900).doesNotHaveDuplicates();
        assertThat(read.reading().resourceVersions()).containsExactly("7", "9");
        assertThat(read.reading().spansRevisions()).isTrue();
    }

    @Test
    void doesNotBeginAnewForEver() {
        List<String> many = FakeLists.of(6_000, 0, 0).names();
        var begun = new AtomicInteger();
        var revision = new AtomicInteger(10);
        assertThatThrownBy(() -> Read.of(folder, request -> {
                    if (!request.parameter("continue").isEmpty()) {
                        return status(410, "").apply(request);
                    }
                    begun.incrementAndGet();
                    return new FakeLists(many, revision.getAndIncrement(), 10).answer(request);
                }))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("too old");
        assertThat(begun).hasValue(6);
    }

    @Test
    void theListsOfSeveralNamespacesAreOfSeveralMomentsAndThatIsNoTrouble() {
        var revision = new AtomicInteger(7);
        Function<Request, Optional<Reply>> lists = request -> request.path().endsWith("/configmaps")
                ? Optional.of(FakeLists.of(3, revision.getAndIncrement(), 10).answer(request))
                : Optional.empty();
        try (FakeApiServer server = FakeApiServer.of(lists);
                LiveSource source =
                        LiveCluster.open(server.access(folder), Environment.ofProcess(), KindReaderTest.SHORT)) {
            var namespaces = List.of(Glob.of("shop"), Glob.of("bank"));
            var names = new ArrayList<String>();
            Reading reading = source.read(
                    source.kinds().find("cm").getFirst(),
                    Selection.ALL.withNamespaces(namespaces, List.of()),
                    object -> names.add(object.name()));
            assertThat(reading.resourceVersions()).containsExactly("7", "8");
            assertThat(reading.spansRevisions()).isFalse();
        }
    }
}
