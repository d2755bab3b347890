package dev.jangada.kube.model.compare;

import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.Reading;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.model.scrub.Scrubber.Reason;
import java.util.List;
import java.util.Map;

/**
 * How a comparison ended, and what it did not look at.
 *
 * @param same how many objects are on both sides and do not differ
 * @param added how many are on the second side only
 * @param removed how many are on the first side only
 * @param changed how many are on both sides and differ
 * @param notComparable how many are on both sides at versions that cannot be brought together
 * @param scrub what was taken out of both sides: the stronger of what the two were taken out of
 * @param before what is said of the first side alone
 * @param after what is said of the second side alone
 */
public record DiffSummary(
        long same, long added, long removed, long changed, long notComparable, Scrub scrub, Side before, Side after) {

    /**
     * What is said of one side.
     *
     * @param selection which objects this side covers; those of the other side outside of it were not looked at
     * @param onlyHere the kinds that this side covers and the other does not, in the order of kinds
     * @param leftOut how many objects of this side were left out, and why
     * @param gaps what should have been read of this side and could not be; kinds among it were not compared at all
     * @param spanning the kinds whose objects are not of one moment
     */
    public record Side(
            Selection selection,
            List<GroupKind> onlyHere,
            Map<Reason, Long> leftOut,
            List<Gap> gaps,
            List<Reading> spanning) {

        public Side {
            onlyHere = List.copyOf(onlyHere);
            leftOut = Map.copyOf(leftOut);
            gaps = List.copyOf(gaps);
            spanning = List.copyOf(spanning);
        }
    }

    /** Whether nothing differs, of what was compared. */
    public boolean isSame() {
        return added == 0 && removed == 0 && changed == 0;
    }

    /** Whether everything that both sides should cover could be read. */
    public boolean complete() {
        return before.gaps.isEmpty() && after.gaps.isEmpty();
    }
}
