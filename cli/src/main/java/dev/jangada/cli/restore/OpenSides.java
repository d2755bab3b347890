package dev.jangada.cli.restore;

import dev.jangada.kube.model.ObjectSource;
import java.util.ArrayList;
import java.util.List;

/** The sides of a plan while it is made: they are the plan's when there is one, and are closed where it does not come to it. */
final class OpenSides implements AutoCloseable {

    private final List<ObjectSource> open = new ArrayList<>();

    /** Looks after a side from now on. */
    <T extends ObjectSource> T add(T side) {
        open.add(side);
        return side;
    }

    /** The plan closes its sides itself. */
    PlannedRestore given(PlannedRestore planned) {
        open.clear();
        return planned;
    }

    @Override
    public void close() {
        open.reversed().forEach(ObjectSource::close);
    }
}
