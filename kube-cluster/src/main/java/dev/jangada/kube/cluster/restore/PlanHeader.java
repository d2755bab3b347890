package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.scrub.Scrubber;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a plan says before its entries.
 *
 * @param created when it was made
 * @param source the source as the user wrote it
 * @param sourceCluster the uid of the cluster that the source came from, where it is known
 * @param digest the SHA-256 of the source's files; empty for a source that lives
 * @param target the target
 * @param options how it is done
 * @param entries how many entries follow
 * @param counts how many of them are what
 * @param leftOut how many objects of the source do not travel, and why
 * @param owners the kinds that own others, whose uids must be kept while they are created
 * @param late the kinds whose versions a webhook converts, which come after all that it may need
 * @param notes what the user should know before it begins
 * @param obstacles what must be out of the way before anything is written
 * @param incomplete what of the source or the target could not be read, in English; a plan with such a gap is not whole
 */
public record PlanHeader(
        Instant created,
        String source,
        Optional<String> sourceCluster,
        Optional<String> digest,
        Target target,
        RestoreOptions options,
        long entries,
        Map<Action, Long> counts,
        Map<Scrubber.Reason, Long> leftOut,
        Set<GroupKind> owners,
        Set<GroupKind> late,
        List<Why> notes,
        List<Why> obstacles,
        List<String> incomplete) {

    /**
     * The cluster that a plan is for.
     *
     * @param context the kubeconfig's context
     * @param server the address of its API server
     * @param uid the uid of its kube-system namespace, which no other cluster has; empty if the user may not see it
     */
    public record Target(String context, String server, String uid) {

        /**
         * Makes sure that this is the cluster of a plan: by the uid, or by the address if the user saw none.
         *
         * @throws Problem if it is another
         */
        void require(Target planned) {
            boolean same = uid.isEmpty() || planned.uid().isEmpty()
                    ? server.equals(planned.server())
                    : uid.equals(planned.uid());
            if (!same) {
                throw new Problem(
                        ExitCode.REFUSED,
                        RestoreMessage.WRONG_TARGET,
                        planned.server(),
                        planned.uid(),
                        uid.isEmpty() ? server : uid);
            }
        }
    }

    public PlanHeader {
        counts = counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        leftOut = Map.copyOf(leftOut);
        owners = Set.copyOf(owners);
        late = Set.copyOf(late);
        notes = List.copyOf(notes);
        obstacles = List.copyOf(obstacles);
        incomplete = List.copyOf(incomplete);
    }

    /** How many entries have an action. */
    public long count(Action action) {
        return counts.getOrDefault(action, 0L);
    }

    /** How many objects are written. */
    public long writes() {
        return count(Action.CREATE) + count(Action.CHANGE) + count(Action.DELETE);
    }

    /** Whether the source came from the very cluster that it is to go to. */
    public boolean sameCluster() {
        return !target.uid().isEmpty()
                && sourceCluster.filter(target.uid()::equals).isPresent();
    }
}
