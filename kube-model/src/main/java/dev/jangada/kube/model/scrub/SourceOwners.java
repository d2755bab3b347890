package dev.jangada.kube.model.scrub;

import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.scrub.Scrubber.Kept;
import dev.jangada.kube.model.scrub.Scrubber.LeftOut;
import dev.jangada.kube.model.scrub.Scrubber.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks a source for the owners of its objects. What it was told it remembers, up to a bound.
 *
 * <p>An owner that is left out because its own owner is kept counts as kept: a Pod's ReplicaSet is made again by its
 * Deployment, and the Pod with it.
 */
public final class SourceOwners implements Scrubber.Owners {

    private static final int REMEMBERED = 20_000;

    /** Owners of owners beyond this are a circle. */
    private static final int DEEPEST = 8;

    private final ObjectSource source;
    private final Scrub scrub;
    private final Predicate<KubeObject> travels;

    private final Map<ObjectKey, Boolean> answers = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ObjectKey, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * Owners in a source.
     *
     * @param source where owners are looked up
     * @param scrub what owners must survive to count as kept
     * @param travels whether an owner that survives the scrub is among what is written or compared at all: by its kind,
     *     and by what the user selected
     */
    public SourceOwners(ObjectSource source, Scrub scrub, Predicate<KubeObject> travels) {
        this.source = source;
        this.scrub = scrub;
        this.travels = travels;
    }

    /**
     * {@inheritDoc}
     *
     * @throws dev.jangada.problem.Problem if the source cannot be asked
     */
    @Override
    public boolean kept(ObjectKey owner) {
        return kept(owner, 0);
    }

    private boolean kept(ObjectKey owner, int depth) {
        @Nullable Boolean known;
        synchronized (answers) {
            known = answers.get(owner);
        }
        if (known != null) {
            return known;
        }
        boolean answer = depth < DEEPEST
                && find(owner).filter(found -> isKept(found, depth)).isPresent();
        synchronized (answers) {
            answers.put(owner, answer);
        }
        return answer;
    }

    private Optional<KubeObject> find(ObjectKey owner) {
        Optional<ResourceKind> kind = source.kinds().find(owner.groupKind());
        return kind.flatMap(found -> source.get(found, found.namespaced() ? owner.namespace() : "", owner.name()));
    }

    private boolean isKept(KubeObject owner, int depth) {
        var scrubber = new Scrubber(scrub, further -> kept(further, depth + 1));
        if (scrub.level() == Scrub.Level.NONE) {
            return travels.test(owner) || scrubber.derived(owner).isPresent();
        }
        return switch (scrubber.apply(owner)) {
            case Kept _ -> travels.test(owner);
            case LeftOut(Reason reason) -> reason.takesAlong();
        };
    }
}
