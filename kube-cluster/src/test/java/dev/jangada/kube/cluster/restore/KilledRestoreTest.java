package dev.jangada.kube.cluster.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.model.compare.DiffOptions;
import dev.jangada.kube.model.compare.NormalForm;
import dev.jangada.lab.ChildJvm;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.JavaCommand;
import dev.jangada.lab.LabException;
import dev.jangada.lab.Wait;
import dev.jangada.lab.fault.Fault;
import dev.jangada.lab.fault.FaultProxy;
import dev.jangada.lab.workload.Workload;
import dev.jangada.lab.workload.WorkloadLoader;
import dev.jangada.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A restore that is killed at some write, and then either goes on or is taken back. After each kill one of the two
 * happens; what stays of a restore that was taken back is what was there before, so one target does for all kills.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(900)
class KilledRestoreTest {

    private static final int OBJECTS = 600;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Nodes are machines: nobody can restore those. */
    private static final DiffOptions TRAVELLING = new DiffOptions(
            Selection.ALL.withKinds(List.of(), List.of(Glob.of("nodes"))), NormalForm.standard(), Scrub.GUIDE, 4);

    @TempDir
    static Path state;

    private ControlPlane from;
    private ControlPlane to;
    private Thread controller;

    @BeforeAll
    void start() {
        from = ControlPlane.start();
        to = ControlPlane.start();
        WorkloadLoader.load(from, new Workload(11, OBJECTS), 8);
        controller = Thread.ofVirtual().start(this::letGo);
        // Something of the target's own, in the way and beside it.
        to.api().post("/api/v1/namespaces", Made.namespace("own"));
        to.api().post("/api/v1/namespaces/own/configmaps", Made.configMap("own", "own", "stays"));
        to.api()
                .post(
                        "/apis/storage.k8s.io/v1/storageclasses",
                        Made.yaml("{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: own},"
                                + " provisioner: example.com/own}"));
    }

    /** Does what the controllers of the workload's finalizers would do: lets go of what is deleted. */
    private void letGo() {
        while (!Thread.currentThread().isInterrupted()) {
            try (LiveSource live = Restoring.open(to)) {
                live.kinds().all().stream()
                        .filter(kind -> kind.group().endsWith("example.com")
                                || kind.plural().equals("configmaps")
                                || kind.plural().equals("namespaces"))
                        .forEach(kind -> {
                            var _ = live.read(kind, Selection.ALL, this::letGo);
                        });
            } catch (RuntimeException e) {
                // Tried again, as by any controller.
                continue;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(200).toNanos());
        }
    }

    private void letGo(KubeObject object) {
        if (AsRestored.isTerminating(object)
                && object.tree().at("/metadata/finalizers").toString().contains("example.com")) {
            var patch = Json.object();
            patch.putObject("metadata").putNull("finalizers");
            to.api().patch(to.api().resources().path(object.tree()), patch);
        }
    }

    @AfterAll
    void stop() {
        controller.interrupt();
        to.close();
        from.close();
    }

    @Test
    void aRestoreThatWasKilledGoesOnOrIsTakenBack() {
        kills(5);
    }

    @Test
    @Tag("full")
    void manyMore() {
        kills(20);
    }

    private void kills(int count) {
        long seed = Long.getLong("jangada.seed", 20261127L);
        var random = new Random(seed);
        Map<String, String> before = Listing.withUids(to);
        try (LiveSource source = Restoring.open(from);
                FaultProxy proxy = FaultProxy.before(to)) {
            var restoring = new Restoring(state);
            for (int kill = 1; kill <= count; kill++) {
                String what = "kill " + kill + " of seed " + seed;
                Plan plan = restoring.plan(source, to, RestoreOptions.DEFAULT);
                assertThat(plan.header().incomplete()).as(what).isEmpty();
                long writes = plan.header().writes();
                int at = 1 + random.nextInt((int) writes);
                kill(proxy, plan, at);
                Map<String, String> atKill = uids();
                if (kill % 2 == 0) {
                    assertThat(restoring.apply(plan, source, to).failures())
                            .as(what)
                            .isEmpty();
                    assertThat(Restoring.differences(source, to, TRAVELLING))
                            .as(what)
                            .allMatch(line -> line.contains("own"));
                    // Nothing was created, deleted and created again.
                    assertThat(uids()).as(what).containsAllEntriesOf(atKill);
                    ownersAreAlive(what);
                    assertThat(restoring
                                    .plan(source, to, RestoreOptions.DEFAULT)
                                    .header()
                                    .writes())
                            .as(what)
                            .isZero();
                }
                RestoreReport undone = restoring.undo(plan, new FakeSource("dump:nothing"), to);
                assertThat(undone.failures()).as(what).isEmpty();
                settlesTo(before, what + " at write " + at);
            }
        }
    }

    /** Applies a plan in another process, which is killed while the write of this number is under way. */
    private void kill(FaultProxy proxy, Plan plan, int at) {
        var writes = new AtomicInteger();
        var reached = new java.util.concurrent.CountDownLatch(1);
        proxy.forget();
        proxy.inject(request -> {
            if (request.isWrite() && writes.incrementAndGet() == at) {
                reached.countDown();
                return at % 2 == 0 ? Fault.breakBefore() : Fault.loseAnswer();
            }
            return Fault.NONE;
        });
        try (ChildJvm child = JavaCommand.of(RestoreProgram.class)
                .withOptions("-Xmx256m")
                .start(
                        state.toString(),
                        plan.file().toString(),
                        from.kubeconfig().toString(),
                        proxy.kubeconfig().toString())) {
            child.await(() -> reached.getCount() == 0, PATIENCE);
            child.kill();
        }
        proxy.heal();
        // What was under way reaches the server all the same; the server does not know that nobody waits any more.
        Wait.until(
                PATIENCE,
                () -> proxy.writes().stream()
                        .allMatch(exchange ->
                                exchange.status() != 0 || exchange.fault().equals(Fault.breakBefore())),
                () -> new LabException("writes are still under way"));
    }

    /** The uids of what Jangada has made. */
    private Map<String, String> uids() {
        var uids = new HashMap<String, String>();
        for (KubeObject object : all()) {
            if (AsRestored.isOurs(object)) {
                uids.put(object.key().toString(), object.uid());
            }
        }
        return uids;
    }

    /** Every owner that an object names is there under this very uid. */
    private void ownersAreAlive(String what) {
        List<KubeObject> all = all();
        var uids = new HashMap<String, String>();
        all.forEach(object -> uids.put(object.uid(), object.name()));
        for (KubeObject object : all) {
            for (JsonNode owner : object.tree().at("/metadata/ownerReferences")) {
                assertThat(uids)
                        .as(what + ": " + object.key())
                        .containsEntry(
                                owner.path("uid").asText(), owner.path("name").asText());
            }
        }
    }

    private List<KubeObject> all() {
        var all = new ArrayList<KubeObject>();
        try (LiveSource live = Restoring.open(to)) {
            for (ResourceKind kind : live.kinds().all()) {
                var _ = live.read(kind, Selection.ALL, all::add);
            }
        }
        return all;
    }

    /** What was deleted goes when the controllers have finished with it. */
    private void settlesTo(Map<String, String> before, String what) {
        Wait.until(PATIENCE, () -> isSettledTo(before), () -> {
            var now = Listing.withUids(to);
            var more = new java.util.TreeMap<>(now);
            more.keySet().removeAll(before.keySet());
            var less = new java.util.TreeMap<>(before);
            less.keySet().removeAll(now.keySet());
            return new LabException(what + ": left over " + more + ", missing " + less);
        });
    }

    private boolean isSettledTo(Map<String, String> before) {
        try {
            return Listing.withUids(to).equals(before);
        } catch (Problem e) {
            if (!e.code().equals("kind-gone")) {
                throw e;
            }
            // A definition that was taken back has gone between the discovery and the reading of its objects.
            return false;
        }
    }
}
