package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The kinds that new CustomResourceDefinitions make the API serve. It takes the server seconds to do so, and meanwhile
 * everything else can be written: a kind is waited for when its first object is to be written.
 */
final class AwaitedKinds {

    private final Target target;
    private final Duration patience;
    private final Set<String> names = new HashSet<>();
    private Optional<Instant> until = Optional.empty();

    /**
     * No kinds yet.
     *
     * @param patience how long all of them together are waited for
     */
    AwaitedKinds(Target target, Duration patience) {
        this.target = target;
        this.patience = patience;
    }

    /** A definition has been created, or was to be. */
    void define(String name) {
        names.add(name);
    }

    /**
     * Waits until a kind is served.
     *
     * @return whether it is
     * @throws Problem if nobody answers
     */
    boolean await(ResourceKind kind) {
        if (target.kind(kind.groupKind()).isPresent()) {
            return true;
        }
        String definition = kind.resourceName();
        if (!names.contains(definition)) {
            return false;
        }
        Instant end = until.orElseGet(() -> Instant.now().plus(patience));
        until = Optional.of(end);
        var pause = new Pause();
        while (!target.comesToServe(kind)) {
            if (Instant.now().isAfter(end) || !mayCome(definition)) {
                return false;
            }
            pause.take();
        }
        return true;
    }

    /** One that could not be created, or whose names another one has, will not come. */
    private boolean mayCome(String name) {
        Optional<KubeObject> definition =
                target.kind(KindPlanner.DEFINITION).flatMap(definitions -> target.get(definitions, "", name));
        return definition.filter(Definitions::mayBeEstablished).isPresent();
    }
}
