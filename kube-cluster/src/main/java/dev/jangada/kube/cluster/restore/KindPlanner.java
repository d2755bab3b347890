package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.cluster.restore.ExistingRules.Decision;
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

/** Plans the objects of one kind. For one use by one thread. */
final class KindPlanner {

    static final GroupKind NODE = new GroupKind("", "Node");
    static final GroupKind NAMESPACE = new GroupKind("", "Namespace");
    static final GroupKind DEFINITION = new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition");

    private final PlanContext context;
    private final ResourceKind kind;
    private final LiveIndex index;
    private final PlanWriter.Block block;
    private final Optional<RestoreMessage> remark;
    private final VolumeRules volumes;
    private final ExistingRules existing;

    /**
     * A planner.
     *
     * @param kind the kind at the version that the target is to be given
     * @param index what the target has of it
     * @param block takes the entries
     * @param remark what the plan says of each object that is created
     */
    KindPlanner(
            PlanContext context,
            ResourceKind kind,
            LiveIndex index,
            PlanWriter.Block block,
            Optional<RestoreMessage> remark) {
        this.context = context;
        this.kind = kind;
        this.index = index;
        this.block = block;
        this.remark = remark;
        this.volumes = new VolumeRules(context);
        this.existing = new ExistingRules(context, kind, volumes);
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
        Optional<RestoreMessage> said = waited ? Optional.of(RestoreMessage.CLAIM_WAITS) : remark;
        block.add(said.map(message -> entry.because(Why.of(message))).orElse(entry));
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
        KubeObject there = context.comparison().fields(AsRestored.content(live, context.scrubber()));
        KubeObject wanted = context.comparison().fields(desired);
        boolean same = context.key().of(there).equals(context.key().of(wanted));
        Decision decision = existing.decide(desired, live, same);
        PlanEntry entry = writing(decision.action(), decision.how(), source, desired, fingerprint, Optional.of(now));
        if (decision.action() != Action.SAME) {
            entry = entry.changing(ObjectDiff.of(there, wanted, NormalForm.standard()).changes().stream()
                    .map(Change::of)
                    .toList());
        }
        block.add(decision.why().map(entry::because).orElse(entry));
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
            context.webhooks().ifPresent(webhooks -> webhooks.writes(kind, desired, action, how));
            if (context.objects().clusterScope().asNeeded()) {
                context.planning().needs(Needs.of(desired));
            }
            if (kind.groupKind().equals(DEFINITION)) {
                define(desired);
            }
        }
        boolean outside = false;
        for (Owner owner : OwnerReferences.of(desired.tree())) {
            ObjectKey key = context.objects().key(owner, source.namespace());
            if (context.objects().comesBack(key)) {
                context.planning().owns(key.groupKind());
                later |= context.waves().comesLater(key.groupKind(), kind.groupKind());
            } else {
                outside = true;
            }
        }
        if (outside && action.writes()) {
            context.planning().ownedFromOutside();
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
