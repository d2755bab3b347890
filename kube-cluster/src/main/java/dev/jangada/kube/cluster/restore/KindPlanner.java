package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.cluster.restore.LiveIndex.Found;
import dev.jangada.kube.cluster.restore.PlanEntry.Live;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.compare.Fingerprint;
import dev.jangada.kube.model.compare.NormalForm;
import dev.jangada.kube.model.compare.ObjectDiff;
import dev.jangada.kube.model.scrub.OwnerReferences;
import dev.jangada.kube.model.scrub.OwnerReferences.Owner;
import dev.jangada.kube.model.scrub.Scrubber;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans the objects of one kind. For one use by one thread. */
final class KindPlanner {

    static final GroupKind NODE = new GroupKind("", "Node");
    static final GroupKind NAMESPACE = new GroupKind("", "Namespace");
    static final GroupKind DEFINITION = new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition");

    /** To delete one of these deletes what is in it, or a volume. */
    private static final Set<GroupKind> NEVER_RECREATED =
            Set.of(NODE, NAMESPACE, DEFINITION, Outgoing.VOLUME, Outgoing.CLAIM);

    /** The system makes one in every namespace, or one for every cluster, before anybody can. */
    private static final Set<GroupKind> MADE_EVERYWHERE = Set.of(NAMESPACE, new GroupKind("", "ServiceAccount"));

    private final PlanContext context;
    private final ResourceKind kind;
    private final LiveIndex index;
    private final PlanWriter.Block block;
    private final VolumeRules volumes;

    /**
     * A planner.
     *
     * @param kind the kind at the version that the target is to be given
     * @param index what the target has of it
     * @param block takes the entries
     */
    KindPlanner(PlanContext context, ResourceKind kind, LiveIndex index, PlanWriter.Block block) {
        this.context = context;
        this.kind = kind;
        this.index = index;
        this.block = block;
        this.volumes = new VolumeRules(context);
    }

    /** Takes an object of the source. */
    void plan(KubeObject source) {
        switch (context.outgoing().of(source, kind)) {
            case Outgoing.LeftOut(Scrubber.Reason reason) -> {
                // What the source has is not what it does not have.
                index.take(context.mapped(source.namespace()), source.name());
                context.planning().leftOut(reason);
            }
            case Outgoing.Impossible(Why why) -> {
                index.take(context.mapped(source.namespace()), source.name());
                block.add(cannot(kind, source, context.mapped(source.namespace()), why));
            }
            case Outgoing.Ready(KubeObject desired) -> plan(source.key(), desired);
        }
    }

    /** An entry for an object that cannot be brought into a form that the target takes. */
    static PlanEntry cannot(ResourceKind kind, KubeObject source, String namespace, Why why) {
        return new PlanEntry(
                Action.CANNOT,
                Optional.empty(),
                kind,
                source.key(),
                namespace,
                source.name(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of(why),
                List.of());
    }

    /** Every object of the source has been taken: what is left in the target may go. */
    void prune() {
        if (!context.pruning().reaches(kind)) {
            return;
        }
        index.left(name -> context.target()
                .get(kind, name.namespace(), name.name())
                .filter(context.pruning()::deletes)
                .ifPresent(live -> block.add(entry(
                                Action.DELETE,
                                live.key(),
                                live,
                                Optional.of(LiveIndex.live(live, context.scrubber(), context.key())),
                                Optional.empty())
                        .owned(PlanEntry.isOwned(live)))));
    }

    private void plan(ObjectKey source, KubeObject desired) {
        Optional<Found> found = index.take(desired.namespace(), desired.name());
        // What is in a namespace that is being deleted goes with it.
        boolean going = context.present().isTerminating(desired.namespace());
        Optional<Found> there = going ? Optional.empty() : found;
        Optional<Why> held = volumes.held(kind.groupKind(), desired, there.isPresent());
        if (held.isPresent()) {
            Action action = held.get().message().cannot() ? Action.CANNOT : Action.SKIP;
            block.add(entry(action, source, desired, there.map(Found::live), held));
            return;
        }
        Fingerprint fingerprint = context.key().of(desired);
        if (there.isEmpty()) {
            create(source, desired, fingerprint);
        } else if (there.get().terminating()) {
            terminating(source, desired, fingerprint, there.get());
        } else if (there.get().live().fingerprint().equals(fingerprint) && !mayNeedRepointing()) {
            block.add(writing(Action.SAME, Optional.empty(), source, desired, fingerprint, there.map(Found::live)));
        } else {
            existing(source, desired, fingerprint);
        }
    }

    private void terminating(ObjectKey source, KubeObject desired, Fingerprint fingerprint, Found found) {
        boolean awaited = kind.groupKind().equals(NAMESPACE);
        block.add(
                awaited
                        ? writing(
                                        Action.CREATE,
                                        Optional.empty(),
                                        source,
                                        desired,
                                        fingerprint,
                                        Optional.of(found.live()))
                                .because(Why.of(RestoreMessage.AWAITS_TERMINATION))
                        : entry(
                                Action.CANNOT,
                                source,
                                desired,
                                Optional.of(found.live()),
                                Optional.of(Why.of(RestoreMessage.BEING_DELETED))));
    }

    private boolean mayNeedRepointing() {
        return kind.groupKind().equals(Outgoing.VOLUME);
    }

    private void create(ObjectKey source, KubeObject desired, Fingerprint fingerprint) {
        if (kind.groupKind().equals(NODE)) {
            block.add(entry(
                    Action.SKIP, source, desired, Optional.empty(), Optional.of(Why.of(RestoreMessage.NODE_MISSING))));
            return;
        }
        if (!desired.namespace().isEmpty()) {
            context.planning().needs(desired.namespace());
        }
        PlanEntry entry = writing(Action.CREATE, Optional.empty(), source, desired, fingerprint, Optional.empty());
        boolean waited = kind.groupKind().equals(Outgoing.VOLUME)
                && volumes.waitingClaim(desired).isPresent();
        block.add(waited ? entry.because(Why.of(RestoreMessage.CLAIM_WAITS)) : entry);
    }

    private void define(KubeObject definition) {
        Definitions.kind(definition).ifPresent(defined -> {
            context.planning().defines(defined, Definitions.versions(definition));
            if (Definitions.isConvertedByWebhook(definition)) {
                context.planning().converts(defined.groupKind());
            }
        });
    }

    private void existing(ObjectKey source, KubeObject desired, Fingerprint fingerprint) {
        Optional<KubeObject> present = context.target().get(kind, desired.namespace(), desired.name());
        if (present.isEmpty()) {
            create(source, desired, fingerprint);
            return;
        }
        KubeObject live = present.get();
        Live now = LiveIndex.live(live, context.scrubber(), context.key());
        List<Change> changes =
                ObjectDiff.of(context.scrubber().fields(live), desired, NormalForm.standard()).changes().stream()
                        .map(Change::of)
                        .toList();
        Decision decision = decide(desired, live, now.fingerprint().equals(fingerprint));
        if (decision.action() == Action.CHANGE) {
            decision = rehearsed(decision, desired, live);
        }
        PlanEntry entry = writing(decision.action(), decision.how(), source, desired, fingerprint, Optional.of(now));
        if (decision.action() != Action.SAME) {
            entry = entry.changing(changes);
        }
        block.add(decision.why().map(entry::because).orElse(entry));
    }

    /** What becomes of a decision when the server has been asked about it. */
    private Decision rehearsed(Decision decision, KubeObject desired, KubeObject live) {
        How how = decision.how().orElseThrow();
        Optional<DryRun.Answer> refusal = context.dryRun().flatMap(trial -> trial.refusal(how, kind, desired, live));
        if (refusal.isEmpty()) {
            return how == How.RECREATE ? Decision.change(How.REPLACE) : decision;
        }
        // Only what cannot be replaced is deleted for its successor; what the user may not change stays.
        return how == How.RECREATE && refusal.get().immutable()
                ? decision
                : Decision.cannot(refusal.get().why());
    }

    /** What is done about an object that exists. */
    record Decision(Action action, Optional<How> how, Optional<Why> why) {

        static Decision change(How how) {
            return new Decision(Action.CHANGE, Optional.of(how), Optional.empty());
        }

        static Decision cannot(Why why) {
            return new Decision(Action.CANNOT, Optional.empty(), Optional.of(why));
        }

        static Decision skip(RestoreMessage why) {
            return new Decision(Action.SKIP, Optional.empty(), Optional.of(Why.of(why)));
        }
    }

    private Decision decide(KubeObject desired, KubeObject live, boolean same) {
        if (kind.groupKind().equals(Outgoing.VOLUME)) {
            Optional<Decision> decided = volumes.decide(desired, live);
            if (decided.isPresent()) {
                return decided.get();
            }
        }
        if (same) {
            return new Decision(Action.SAME, Optional.empty(), Optional.empty());
        }
        if (kind.groupKind().equals(NODE)) {
            boolean adds = Changes.adds(desired, live, context.options().existing() != Existing.SKIP);
            return adds ? Decision.change(How.NODE) : Decision.skip(RestoreMessage.NODE_HAS_ITS_OWN);
        }
        return switch (context.options().existing()) {
            case SKIP -> isUntouched(live) ? Decision.change(How.REPLACE) : Decision.skip(RestoreMessage.DIFFERS);
            case MERGE -> Decision.change(How.MERGE);
            case REPLACE -> Decision.change(How.REPLACE);
            case RECREATE -> Decision.change(NEVER_RECREATED.contains(kind.groupKind()) ? How.REPLACE : How.RECREATE);
        };
    }

    /** A namespace or account as the system makes it is there in every cluster, and nobody's. */
    private boolean isUntouched(KubeObject live) {
        return MADE_EVERYWHERE.contains(kind.groupKind())
                && context.scrubber().apply(live) instanceof Scrubber.LeftOut(Scrubber.Reason reason)
                && reason == Scrubber.Reason.MADE_BY_SYSTEM;
    }

    private PlanEntry writing(
            Action action,
            Optional<How> how,
            ObjectKey source,
            KubeObject desired,
            Fingerprint fingerprint,
            Optional<Live> live) {
        boolean later = false;
        if (action.writes()) {
            context.planning().writes(kind, desired);
            if (kind.groupKind().equals(DEFINITION)) {
                define(desired);
            }
        }
        for (Owner owner : OwnerReferences.of(desired.tree())) {
            ObjectKey key = context.objects().key(owner, source.namespace());
            if (context.objects().comesBack(key)) {
                context.planning().owns(key.groupKind());
                later |= context.waves().comesLater(key.groupKind(), kind.groupKind());
            } else if (action.writes()) {
                context.planning().ownedFromOutside(source);
            }
        }
        return new PlanEntry(
                action,
                how,
                kind,
                source,
                desired.namespace(),
                desired.name(),
                live,
                Optional.of(fingerprint),
                later && (action == Action.CREATE || action == Action.CHANGE),
                Optional.empty(),
                List.of());
    }

    private PlanEntry entry(
            Action action, ObjectKey source, KubeObject object, Optional<Live> live, Optional<Why> why) {
        return new PlanEntry(
                action,
                Optional.empty(),
                kind,
                source,
                object.namespace(),
                object.name(),
                live,
                Optional.empty(),
                false,
                why,
                List.of());
    }
}
