package dev.jangada.kube.cluster.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.fault.Exchange;
import dev.jangada.lab.fault.Fault;
import dev.jangada.lab.fault.FaultProxy;
import dev.jangada.lab.fault.Faults;
import dev.jangada.lab.fault.Request;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A target that loses answers, sheds load, goes away and comes back; a journal that cannot be written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class FaultyTargetTest {

    private static final int OBJECTS = 150;

    @TempDir
    static Path state;

    private ControlPlane cluster;
    private FaultProxy proxy;
    private Restoring restoring;

    @BeforeAll
    void start() {
        cluster = ControlPlane.start(options -> options.withoutControllerManager());
        proxy = FaultProxy.before(cluster);
        restoring = new Restoring(state);
    }

    @AfterAll
    void stop() {
        proxy.close();
        cluster.close();
    }

    private static FakeSource source(String namespace, String value) {
        FakeSource source = FakeSource.of(Made.namespace(namespace));
        for (int i = 0; i < OBJECTS; i++) {
            source.add(Made.configMap(namespace, "m-" + i, value));
        }
        for (int i = 0; i < 10; i++) {
            source.add(Made.deployment(namespace, "d-" + i, value));
        }
        return source;
    }

    private int count(String namespace) {
        return cluster.api()
                .get("/api/v1/namespaces/" + namespace + "/configmaps")
                .path("items")
                .size();
    }

    @Test
    void lostAnswersAreNotRepeatedBlindly() {
        proxy.heal();
        FakeSource source = source("lost", "a");
        Plan plan = restoring.plan(source, cluster, RestoreOptions.DEFAULT);
        proxy.forget();
        proxy.inject(Faults.share(3, 0.3, Fault.loseAnswer()).where(Request::isWrite));
        RestoreReport report = restoring.apply(plan, source, proxy.kubeconfig());
        assertThat(report.failures()).isEmpty();
        assertThat(report.complete()).isTrue();
        assertThat(report.count(Outcome.CREATED)).isEqualTo(OBJECTS + 11);
        // Every POST that the server did was sent once: else it would have been answered 409.
        assertThat(proxy.writes()).allMatch(Exchange::done).hasSize(OBJECTS + 11);
        assertThat(proxy.writes()).anyMatch(exchange -> exchange.fault().equals(Fault.loseAnswer()));

        FakeSource changed = source("lost", "b");
        changed.remove(new dev.jangada.kube.model.ObjectKey(
                new dev.jangada.kube.model.GroupKind("", "ConfigMap"), "lost", "m-7"));
        RestoreOptions options = RestoreOptions.DEFAULT
                .with(Existing.RECREATE)
                .with(Set.of(Choice.PRUNE))
                .with(dev.jangada.kube.model.Selection.ALL.withNamespaces(
                        List.of(dev.jangada.kube.model.Glob.of("lost")), List.of()));
        Plan second = restoring.plan(changed, cluster, options);
        FakeSource saved = Restoring.saved(second, cluster);
        var before = Listing.of(cluster);
        proxy.forget();
        report = restoring.apply(second, changed, proxy.kubeconfig());
        assertThat(report.failures()).isEmpty();
        assertThat(report.count(Outcome.CHANGED)).isEqualTo(OBJECTS - 1 + 10);
        assertThat(report.count(Outcome.DELETED)).isEqualTo(1);
        assertThat(proxy.writes().stream()
                        .filter(exchange -> !exchange.request().method().equals("DELETE")))
                .allMatch(Exchange::done);
        proxy.heal();
        assertThat(restoring.plan(changed, cluster, options).header().writes()).isZero();

        assertThat(restoring.undo(second, saved, cluster).failures()).isEmpty();
        assertThat(Listing.of(cluster)).isEqualTo(before);
    }

    @Test
    void mergesWhoseAnswersAreLost() {
        FakeSource source = source("merged", "a");
        proxy.heal();
        restoring.run(source, cluster, RestoreOptions.DEFAULT);
        FakeSource changed = source("merged", "b");
        RestoreOptions options = RestoreOptions.DEFAULT
                .with(Existing.MERGE)
                .with(Set.of(Choice.FORCE_CONFLICTS))
                .with(dev.jangada.kube.model.Selection.ALL
                        .withNamespaces(List.of(dev.jangada.kube.model.Glob.of("merged")), List.of())
                        .withKinds(List.of(dev.jangada.kube.model.Glob.of("configmaps")), List.of()));
        Plan plan = restoring.plan(changed, cluster, options);
        proxy.inject(Faults.share(5, 0.3, Fault.loseAnswer()).where(Request::isWrite));
        RestoreReport report = restoring.apply(plan, changed, proxy.kubeconfig());
        proxy.heal();
        assertThat(report.failures()).isEmpty();
        assertThat(report.count(Outcome.CHANGED)).isEqualTo(OBJECTS);
        assertThat(restoring.plan(changed, cluster, options).header().writes()).isZero();
    }

    @Test
    void aStormOf429IsSatOut() {
        FakeSource source = source("storm", "a");
        proxy.heal();
        Plan plan = restoring.plan(source, cluster, RestoreOptions.DEFAULT);
        proxy.forget();
        proxy.inject(Faults.share(9, 0.15, Fault.tooManyRequests(Duration.ofSeconds(1)))
                .where(Request::isWrite));
        RestoreReport report = restoring.apply(plan, source, proxy.kubeconfig());
        proxy.heal();
        assertThat(report.failures()).isEmpty();
        assertThat(count("storm")).isEqualTo(OBJECTS);
        assertThat(proxy.writes().stream().filter(Exchange::done)).hasSize(OBJECTS + 11);
    }

    @Test
    void aServerThatIsKilledIsWaitedFor() throws InterruptedException {
        FakeSource source = source("killed", "a");
        proxy.heal();
        Plan plan = restoring.plan(source, cluster, RestoreOptions.DEFAULT);
        var writes = new AtomicInteger();
        var half = new CountDownLatch(1);
        var killed = new CountDownLatch(1);
        proxy.inject(request -> {
            if (request.isWrite() && writes.incrementAndGet() == OBJECTS / 2) {
                half.countDown();
                await(killed);
            }
            return Fault.NONE;
        });
        var restart = Thread.ofVirtual().start(() -> {
            await(half);
            cluster.apiServer().kill();
            killed.countDown();
            cluster.apiServer().restart();
        });
        RestoreReport report = restoring.apply(plan, source, proxy.kubeconfig());
        restart.join();
        proxy.heal();
        assertThat(report.failures()).isEmpty();
        assertThat(report.complete()).isTrue();
        assertThat(count("killed")).isEqualTo(OBJECTS);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aServerThatDoesNotComeBackLeavesAJournalToGoOnWith() throws IOException {
        FakeSource source = source("gone", "a");
        proxy.heal();
        Plan plan = restoring.plan(source, cluster, RestoreOptions.DEFAULT);
        var writes = new AtomicInteger();
        proxy.inject(request -> request.isWrite() && writes.incrementAndGet() > 60 ? Fault.breakBefore() : Fault.NONE);
        assertThatThrownBy(() -> restoring.apply(plan, source, proxy.kubeconfig(), Duration.ofSeconds(3)))
                .isInstanceOf(Problem.class);
        proxy.heal();
        RestoreReport cut = RestoreReport.of(Restoring.folder(plan));
        assertThat(cut.complete()).isFalse();
        assertThat(cut.count(Outcome.CREATED)).isEqualTo(60);
        // Its last line was torn.
        Path journal = Restoring.folder(plan).journal();
        try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 10);
        }
        proxy.forget();
        RestoreReport report = restoring.apply(plan, source, proxy.kubeconfig());
        assertThat(report.failures()).isEmpty();
        assertThat(report.complete()).isTrue();
        assertThat(report.count(Outcome.CREATED)).isEqualTo(OBJECTS + 11);
        assertThat(proxy.writes().stream().filter(Exchange::done)).hasSize(OBJECTS + 11 - 60);
    }

    @Test
    void twoProcessesDoNotExecuteOneRestore() {
        FakeSource source = FakeSource.of(Made.namespace("twice"));
        proxy.heal();
        Plan plan = restoring.plan(source, cluster, RestoreOptions.DEFAULT);
        var began = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        proxy.inject(request -> {
            if (request.isWrite()) {
                began.countDown();
                await(end);
            }
            return Fault.NONE;
        });
        var first = Thread.ofVirtual().start(() -> restoring.apply(plan, source, proxy.kubeconfig()));
        await(began);
        assertThatThrownBy(() -> restoring.apply(plan, source, cluster))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.REFUSED));
        end.countDown();
        assertThat(first).satisfies(thread -> thread.join());
        proxy.heal();
        assertThat(RestoreReport.of(Restoring.folder(plan)).complete()).isTrue();
    }

    @Test
    void aJournalThatCannotBeWrittenEndsItWithASentence() throws IOException {
        FakeSource source = source("full", "a");
        proxy.heal();
        Plan plan = restoring.plan(source, cluster, RestoreOptions.DEFAULT);
        Path journal = Restoring.folder(plan).journal();
        Files.createDirectory(journal);
        assertThatThrownBy(() -> restoring.apply(plan, source, cluster))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(journal.toString());
        Files.delete(journal);
        assertThat(restoring.apply(plan, source, cluster).failures()).isEmpty();
        assertThat(count("full")).isEqualTo(OBJECTS);
    }
}
