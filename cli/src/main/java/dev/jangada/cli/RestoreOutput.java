package dev.jangada.cli;

import dev.jangada.kube.cluster.restore.Action;
import dev.jangada.kube.cluster.restore.PlanHeader;
import dev.jangada.kube.cluster.restore.RestoreReport;
import dev.jangada.problem.ExitCode;
import java.util.Optional;

/** Tells a restore while it goes on: first its plan, then what became of it. */
interface RestoreOutput extends AutoCloseable {

    /** Tells what is going to be done. */
    void plan(PlannedRestore planned);

    /** Tells that nothing is to be done. */
    void nothingToDo();

    /** Tells what became of it. */
    void report(RestoreReport report, Optional<RestoreExecution.Effort> effort);

    /** The progress that does not get in the way of this. */
    Progress progress();

    /** Ends what was begun; also where the restore was not. */
    @Override
    void close();

    /**
     * Tells the plan, asks for consent, applies.
     *
     * @return the exit code
     */
    static int restore(RestoreOutput output, PlannedRestore planned, Consent consent, RestoreExecution execution) {
        output.plan(planned);
        PlanHeader header = planned.plan().header();
        if (header.writes() == 0) {
            output.nothingToDo();
            boolean all = header.incomplete().isEmpty() && header.count(Action.CANNOT) == 0;
            return (all ? ExitCode.DONE : ExitCode.INCOMPLETE).code();
        }
        consent.require(header, planned.folder().id());
        return execution.run();
    }
}
