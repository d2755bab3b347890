package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
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

    private final PlanContext context;
    private final ResourceKind kind;
    private final LiveIndex index;
    private final PlanWriter.Block block;

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
    }

    /** Takes an object of the source. */
    void plan(KubeObject source) {
        switch (context.outgoing().of(source, kind)) {
            case Outgoing.LeftOut(Scrubber.Reason reason) -> context.planning().leftOut(reason);
            case Outgoing.Impossible(Why why) -> {
                index.take(source.namespace(), source.name());
                block.add(entry(Action.CANNOT, source.key(), source, Optional.empty(), Optional.of(why)));
            }
            case Outgoing.Ready(KubeObject desired) -> plan(source.key(), desired);
        }
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
                        Optional.empty()))));
    }

    private void plan(ObjectKey source, KubeObject desired) {
        Optional<Found> found = index.take(desired.namespace(), desired.name());
        Optional<Why> held = held(desired);
        if (held.isPresent()) {
            Action action = held.get().message().cannot() ? Action.CANNOT : Action.SKIP;
            block.add(entry(action, source, desired, found.map(Found::live), held));
            return;
        }
        Fingerprint fingerprint = context.key().of(desired);
        if (found.isEmpty()) {
            create(source, desired, fingerprint);
        } else if (found.get().terminating()) {
            boolean awaited = kind.groupKind().equals(NAMESPACE);
            block.add(
                    awaited
                            ? writing(Action.CREATE, Optional.empty(), source, desired, fingerprint, Optional.empty())
                                    .because(Why.of(RestoreMessage.AWAITS_TERMINATION))
                            : entry(
                                    Action.CANNOT,
                                    source,
                                    desired,
                                    found.map(Found::live),
                                    Optional.of(Why.of(RestoreMessage.BEING_DELETED))));
        } else if (found.get().live().fingerprint().equals(fingerprint) && !mayNeedRepointing()) {
            block.add(writing(
                    Action.SAME,
                    Optional.empty(),
                    source,
                    desired,
                    fingerprint,
                    Optional.of(found.get().live())));
        } else {
            existing(source, desired, fingerprint);
        }
    }

    private boolean mayNeedRepointing() {
        return kind.groupKind().equals(Outgoing.VOLUME);
    }

    /** What keeps an object from being written whether it exists or not. */
    private Optional<Why> held(KubeObject desired) {
        GroupKind groupKind = kind.groupKind();
        boolean volume = groupKind.equals(Outgoing.VOLUME);
        boolean claim = groupKind.equals(Outgoing.CLAIM);
        if (!volume && !claim) {
            return Optional.empty();
        }
        JsonNode spec = desired.tree().path("spec");
        return switch (context.options().volumes()) {
            case SKIP -> Optional.of(Why.of(RestoreMessage.VOLUMES_SKIPPED));
            case PROVISION ->
                volume && spec.has("claimRef")
                        ? Optional.of(Why.of(RestoreMessage.VOLUME_PROVISIONED))
                        : Optional.empty();
            case REATTACH -> {
                String name = spec.path("volumeName").asText("");
                yield claim && !name.isEmpty() && !context.hasVolume(name)
                        ? Optional.of(Why.of(RestoreMessage.VOLUME_MISSING, name))
                        : Optional.empty();
            }
        };
    }

    private void create(ObjectKey source, KubeObject desired, Fingerprint fingerprint) {
        if (kind.groupKind().equals(NODE)) {
            block.add(entry(
                    Action.SKIP, source, desired, Optional.empty(), Optional.of(Why.of(RestoreMessage.NODE_MISSING))));
            return;
        }
        if (kind.groupKind().equals(DEFINITION)) {
            define(desired);
        }
        if (!desired.namespace().isEmpty()) {
            context.planning().needs(desired.namespace());
        }
        block.add(writing(Action.CREATE, Optional.empty(), source, desired, fingerprint, Optional.empty()));
    }

    private void define(KubeObject definition) {
        Definitions.kind(definition)
                .ifPresent(defined -> context.planning().defines(defined, Definitions.versions(definition)));
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
        Optional<Why> why = decision.why();
        Action action = decision.action();
        Optional<How> how = decision.how();
        if (action == Action.CHANGE) {
            How tried = how.orElseThrow();
            Optional<Why> refusal = context.dryRun().flatMap(trial -> trial.refusal(tried, kind, desired, live));
            boolean recreates = tried == How.RECREATE;
            if (refusal.isPresent() && !recreates) {
                action = Action.CANNOT;
                how = Optional.empty();
                why = refusal;
            } else if (recreates && refusal.isEmpty()) {
                how = Optional.of(How.REPLACE);
            }
        }
        PlanEntry entry = writing(action, how, source, desired, fingerprint, Optional.of(now));
        if (action != Action.SAME) {
            entry = entry.changing(changes);
        }
        block.add(why.map(entry::because).orElse(entry));
    }

    private record Decision(Action action, Optional<How> how, Optional<Why> why) {
        static Decision change(How how) {
            return new Decision(Action.CHANGE, Optional.of(how), Optional.empty());
        }
    }

    private Decision decide(KubeObject desired, KubeObject live, boolean same) {
        if (kind.groupKind().equals(Outgoing.VOLUME)) {
            switch (VolumeDecision.of(context.target(), desired, live)) {
                case REPOINT -> {
                    return Decision.change(How.REPOINT);
                }
                case HELD_BY_OTHER -> {
                    return new Decision(
                            Action.CANNOT, Optional.empty(), Optional.of(Why.of(RestoreMessage.VOLUME_HELD)));
                }
                case AS_ANY_OBJECT -> {}
            }
        }
        if (same) {
            return new Decision(Action.SAME, Optional.empty(), Optional.empty());
        }
        if (kind.groupKind().equals(NODE)) {
            boolean adds = Changes.adds(desired, live, context.options().existing() != Existing.SKIP);
            return adds
                    ? Decision.change(How.NODE)
                    : new Decision(Action.SKIP, Optional.empty(), Optional.of(Why.of(RestoreMessage.NODE_HAS_ITS_OWN)));
        }
        return switch (context.options().existing()) {
            case SKIP -> new Decision(Action.SKIP, Optional.empty(), Optional.of(Why.of(RestoreMessage.DIFFERS)));
            case MERGE -> Decision.change(How.MERGE);
            case REPLACE -> Decision.change(How.REPLACE);
            case RECREATE -> Decision.change(NEVER_RECREATED.contains(kind.groupKind()) ? How.REPLACE : How.RECREATE);
        };
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
        }
        for (Owner owner : OwnerReferences.of(desired.tree())) {
            ObjectKey key = context.objects().key(owner, source.namespace());
            if (context.objects().comesBack(key)) {
                context.planning().owns(key.groupKind());
                later |= SourceObjects.comesLater(key.groupKind(), kind.groupKind());
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
                later && action == Action.CREATE,
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
