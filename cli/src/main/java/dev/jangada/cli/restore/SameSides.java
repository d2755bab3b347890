package dev.jangada.cli.restore;

import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.cluster.restore.PlanHeader;
import dev.jangada.kube.cluster.restore.RestoreMessage;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;

/** That the two sides of a plan are still those that it was made with. */
final class SameSides {

    private SameSides() {}

    /** Before the user is asked anything; that it is still so is looked at once more when the plan is applied. */
    static void requireTarget(PlanHeader header, LiveSource target) {
        String uid = target.provenance().clusterUid().orElse("");
        if (!uid.equals(header.target().uid())) {
            throw new Problem(
                    ExitCode.REFUSED,
                    RestoreMessage.WRONG_TARGET,
                    header.target().server(),
                    header.target().uid(),
                    uid);
        }
    }

    static void requireSource(PlanHeader header, ObjectSource source) {
        boolean same = source.digest().equals(header.digest())
                && source.provenance().clusterUid().equals(header.sourceCluster());
        if (!same) {
            throw new Problem(ExitCode.REFUSED, RestoreMessage.WRONG_SOURCE, header.source());
        }
    }
}
