package dev.jangada.cli.schedule;

import dev.jangada.backup.schedule.ScheduledRun.Done;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.prune.PruneResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a prune gave back, and whether that is what it should.
 *
 * @param removedPacks packs that went, or will as soon as nothing retains them
 * @param repackedPacks those of them that were written anew
 * @param freedBytes how many bytes less the packs have
 * @param retained files that nobody needs and the store keeps
 */
record PrunedRoom(long removedPacks, long repackedPacks, long freedBytes, long retained) {

    static PrunedRoom of(PruneResult result) {
        return new PrunedRoom(result.removedPacks(), result.repackedPacks(), result.freedBytes(), result.retained());
    }

    /**
     * What comes of the step. Packs that object lock retains are gone for the repository, and go from the store in their time. But where
     * the old index stays, nothing is gone: the next prune does it all again, and adds to what is there.
     */
    Done done() {
        Map<String, Long> numbers = Map.of(
                "removedPacks", removedPacks,
                "repackedPacks", repackedPacks,
                "freedBytes", freedBytes,
                "retained", retained);
        return removedPacks == 0 && retained > 0
                ? new Done(
                        numbers,
                        Optional.of(new Problem(ExitCode.INCOMPLETE, ScheduleCommandMessage.NOTHING_PRUNED, retained)),
                        List.of())
                : Done.well(numbers);
    }
}
