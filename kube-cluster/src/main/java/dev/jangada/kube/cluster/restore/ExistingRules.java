package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.scrub.Scrubber;
import java.util.Optional;
import java.util.Set;

/** Decides what is done about an object that the target has. */
final class ExistingRules {

    /** To delete one of these deletes what is in it, or a volume. */
    private static final Set<GroupKind> NEVER_RECREATED =
            Set.of(KindPlanner.NODE, KindPlanner.NAMESPACE, KindPlanner.DEFINITION, Outgoing.VOLUME, Outgoing.CLAIM);

    /** The system makes one in every namespace, or one for every cluster, before anybody can. */
    private static final Set<GroupKind> MADE_EVERYWHERE =
            Set.of(KindPlanner.NAMESPACE, new GroupKind("", "ServiceAccount"));

    private final PlanContext context;
    private final ResourceKind kind;
    private final VolumeRules volumes;

    ExistingRules(PlanContext context, ResourceKind kind, VolumeRules volumes) {
        this.context = context;
        this.kind = kind;
        this.volumes = volumes;
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

    /**
     * Decides; the server has been asked about it where it can be.
     *
     * @param same whether the two do not differ
     */
    Decision decide(KubeObject desired, KubeObject live, boolean same) {
        Decision decision = unrehearsed(desired, live, same);
        return decision.action() == Action.CHANGE ? rehearsed(decision, desired, live) : decision;
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

    private Decision unrehearsed(KubeObject desired, KubeObject live, boolean same) {
        if (kind.groupKind().equals(Outgoing.VOLUME)) {
            Optional<Decision> decided = volumes.decide(desired, live);
            if (decided.isPresent()) {
                return decided.get();
            }
        }
        if (same) {
            return new Decision(Action.SAME, Optional.empty(), Optional.empty());
        }
        if (kind.groupKind().equals(KindPlanner.NODE)) {
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
}
