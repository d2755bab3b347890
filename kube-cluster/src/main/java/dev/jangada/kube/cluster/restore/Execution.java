package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.cluster.restore.Plan.Numbered;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.order.Wave;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * One run of a plan: wave by wave what is written, then what is deleted, then whose the objects are, and the volumes that
 * still wait for their claims. For one use by one thread.
 */
final class Execution {

    private static final Duration DEFINITIONS_PATIENCE = Duration.ofMinutes(2);

    /**
     * Kinds of one wave are written side by side, but for these: who may not bind a role that is not there needs it before,
     * and of a set whose revisions are not there the controller makes new ones.
     */
    private static final Set<GroupKind> AFTER_THE_OTHERS = Set.of(
            new GroupKind("rbac.authorization.k8s.io", "ClusterRoleBinding"),
            new GroupKind("rbac.authorization.k8s.io", "RoleBinding"),
            new GroupKind("apps", "StatefulSet"),
            new GroupKind("apps", "DaemonSet"));

    private final Plan plan;
    private final Ledger ledger;
    private final RestoreListener listener;
    private final BlockReader reader;
    private final Fulfilment fulfilment;
    private final Throttle throttle;
    private final VolumeSettler settler;
    private final AwaitedKinds awaited;
    private final Waves waves;
    private Optional<Wave> wave = Optional.empty();

    /** Volumes that wait to be bound, with the numbers of their entries. */
    private final Map<String, Integer> unsettled = new HashMap<>();

    private final List<PlanBlock> ownedLater = new ArrayList<>();
    private final List<PlanBlock> deletions = new ArrayList<>();

    Execution(
            Plan plan,
            Target target,
            Ledger ledger,
            RestoreListener listener,
            BlockReader reader,
            Fulfilment fulfilment,
            Throttle throttle,
            VolumeSettler settler) {
        this.plan = plan;
        this.ledger = ledger;
        this.listener = listener;
        this.reader = reader;
        this.fulfilment = fulfilment;
        this.throttle = throttle;
        this.settler = settler;
        this.awaited = new AwaitedKinds(target, DEFINITIONS_PATIENCE);
        this.waves = new Waves(plan.header().late());
    }

    void run() {
        try (var parallel = new Parallel(throttle)) {
            plan.blocks(block -> {
                GroupKind kind = block.kind().groupKind();
                enter(waves.of(kind), parallel);
                if (AFTER_THE_OTHERS.contains(kind)) {
                    parallel.await();
                }
                apply(block, parallel);
            });
            leave(parallel);
        }
        for (boolean owned : new boolean[] {true, false}) {
            deletions.reversed().forEach(block -> delete(block, owned));
        }
        ownedLater.forEach(this::own);
        settle();
        unsettled.forEach((_, number) -> ledger.note(Result.failed(number, Why.of(RestoreMessage.NOT_CLAIMED))));
    }

    private void enter(Wave next, Parallel parallel) {
        if (wave.filter(next::equals).isEmpty()) {
            leave(parallel);
            wave = Optional.of(next);
            listener.onWave(next);
        }
    }

    private void leave(Parallel parallel) {
        parallel.await();
        if (wave.filter(Wave.CLAIMS::equals).isPresent()) {
            // Those without a claim may get it from a workload.
            settle();
        }
    }

    private void apply(PlanBlock block, Parallel parallel) {
        var deletes = new boolean[1];
        var later = new boolean[1];
        Predicate<Numbered> wanted = numbered -> {
            deletes[0] |= numbered.entry().action() == Action.DELETE;
            later[0] |= numbered.entry().toldLater();
            return isToBeWritten(numbered);
        };
        try (Todo todo = Todo.ofSource(block, wanted)) {
            if (deletes[0]) {
                deletions.add(block);
            }
            if (later[0]) {
                ownedLater.add(block);
            }
            if (todo.isEmpty()) {
                return;
            }
            if (awaited.await(block.kind())) {
                each(todo, block, parallel, (numbered, object) -> ledger.note(fulfilment.write(numbered, object)));
            } else {
                todo.takeRest(
                        each -> ledger.note(Result.failed(each.number(), Why.of(RestoreMessage.NOT_ESTABLISHED))));
            }
        }
    }

    private boolean isToBeWritten(Numbered numbered) {
        PlanEntry entry = numbered.entry();
        if (entry.action() != Action.CREATE && entry.action() != Action.CHANGE) {
            return false;
        }
        if (entry.kind().groupKind().equals(Outgoing.VOLUME)) {
            unsettled.put(entry.name(), numbered.number());
        } else if (entry.kind().groupKind().equals(KindPlanner.DEFINITION)) {
            awaited.define(entry.name());
        }
        return !ledger.state().isDone(numbered.number());
    }

    private void each(Todo todo, PlanBlock block, Parallel parallel, BiConsumer<Numbered, KubeObject> work) {
        reader.read(
                block.kind(),
                todo,
                (numbered, object) -> parallel.run(object.json().length, () -> work.accept(numbered, object)),
                lost -> ledger.note(Result.failed(lost.number(), Why.of(RestoreMessage.SOURCE_LOST))));
    }

    private void settle() {
        if (!unsettled.isEmpty()) {
            settler.settle(unsettled).forEach((number, why) -> {
                unsettled.values().remove(number);
                ledger.note(Result.failed(number, why));
            });
        }
    }

    private void delete(PlanBlock block, boolean owned) {
        try (var parallel = new Parallel(throttle)) {
            block.entries(each -> {
                PlanEntry entry = each.entry();
                boolean now = entry.action() == Action.DELETE && entry.ownersLater() == owned;
                if (now && !ledger.state().isDone(each.number())) {
                    parallel.run(0, () -> ledger.note(fulfilment.delete(each)));
                }
            });
        }
    }

    /** Tells the objects of a kind, now that all are there, who owns them. */
    private void own(PlanBlock block) {
        JournalState state = ledger.state();
        Predicate<Numbered> wanted = each ->
                each.entry().toldLater() && !state.isOwned(each.number()) && !state.has(each.number(), Outcome.FAILED);
        try (Todo todo = Todo.ofSource(block, wanted);
                var parallel = new Parallel(throttle)) {
            each(
                    todo,
                    block,
                    parallel,
                    (numbered, object) -> fulfilment
                            .own(numbered, object)
                            .ifPresentOrElse(
                                    why -> ledger.note(Result.failed(numbered.number(), why)),
                                    () -> ledger.owned(numbered.number())));
        }
    }
}
