package dev.jangada.cli.restore;

import dev.jangada.cli.command.Progress;
import dev.jangada.kube.cluster.restore.RestoreReport;
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
}
