package dev.jangada.cli.schedule;

import dev.jangada.backup.schedule.ScheduledRun.Done;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.prune.PruneResult;
import java.util.Map;
import java.util.Optional;

/** What a prune gave back, and whether that is what it should. */
final class PrunedRoom {

    private PrunedRoom() {}

    /**
     * What comes of the step. Packs that object lock retains are gone for the repository, and go from the store in their time. But where
     * the old index stays, nothing is gone: the next prune does it all again, and adds to what is there.
     */
    static Done done(PruneResult result) {
        Map<String, Long> numbers = Map.of(
                "removedPacks", (long) result.removedPacks(),
                "repackedPacks", (long) result.repackedPacks(),
                "freedBytes", result.freedBytes(),
                "retained", (long) result.retained());
        boolean nothing = result.removedPacks() == 0 && result.retained() > 0;
        return new Done(
                numbers,
                nothing
                        ? Optional.of(new Problem(
                                ExitCode.INCOMPLETE, ScheduleCommandMessage.NOTHING_PRUNED, result.retained()))
                        : Optional.empty(),
                result.lockLeftBehind().stream().toList());
    }
}
