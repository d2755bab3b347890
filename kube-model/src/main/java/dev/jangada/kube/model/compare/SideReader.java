package dev.jangada.kube.model.compare;

import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSink;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.Reading;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.model.scrub.Scrubber;
import dev.jangada.kube.model.scrub.Scrubber.Kept;
import dev.jangada.kube.model.scrub.Scrubber.LeftOut;
import dev.jangada.kube.model.scrub.Scrubber.Outcome;
import dev.jangada.kube.model.scrub.Scrubber.Reason;
import dev.jangada.kube.model.scrub.SourceOwners;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** Reads one side of a comparison: what both sides cover and the user wants, scrubbed as both are. */
final class SideReader {

    private final ObjectSource source;
    private final Selection others;
    private final DiffOptions options;
    private final Scrub scrub;
    private final Scrubber scrubber;

    /**
     * A reader.
     *
     * @param others what the other side covers
     * @param compared the kinds that are compared: an owner of another kind is not there to make its objects again
     */
    SideReader(
            ObjectSource source, Selection others, DiffOptions options, Scrub scrub, Collection<GroupKind> compared) {
        this.source = source;
        this.others = others;
        this.options = options;
        this.scrub = scrub;
        Set<GroupKind> kinds = Set.copyOf(compared);
        this.scrubber = new Scrubber(
                scrub,
                new SourceOwners(source, scrub, owner -> kinds.contains(owner.groupKind()) && isCompared(owner)));
    }

    /**
     * Reads a kind to its end.
     *
     * @param leftOut counts what is left out
     * @param sink takes what is compared
     * @throws dev.jangada.problem.Problem if the kind cannot be read to its end
     */
    Reading read(ResourceKind kind, Map<Reason, Long> leftOut, ObjectSink sink) {
        // One of the two narrows what the source reads at all, the other is applied here.
        Selection narrowing = options.selection().equals(Selection.ALL) ? others : options.selection();
        return source.read(kind, narrowing, object -> {
            if (isCompared(object)) {
                switch (decide(object)) {
                    case Kept(KubeObject kept) -> sink.accept(kept);
                    case LeftOut(Reason reason) -> leftOut.merge(reason, 1L, Long::sum);
                }
            }
        });
    }

    private boolean isCompared(KubeObject object) {
        return options.selection().matches(object) && others.matches(object);
    }

    /** Also where nothing is scrubbed, what controllers make out of other objects would tell the same change twice. */
    private Outcome decide(KubeObject object) {
        if (scrub.level() == Scrub.Level.NONE && !options.form().isAsRead()) {
            return scrubber.derived(object).<Outcome>map(LeftOut::new).orElseGet(() -> new Kept(object));
        }
        return scrubber.apply(object);
    }
}
