package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;

/** At which version a source is asked for a kind. */
final class Versions {

    private Versions() {}

    /**
     * The version that is written, if the source can answer with it, else the one it prefers.
     *
     * @param mine the kind as the source has it
     * @param written the kind as the target is given it
     */
    static ResourceKind of(ObjectSource source, ResourceKind mine, ResourceKind written) {
        boolean can = mine.group().equals(written.group())
                && source.versions(mine.groupKind()).contains(written.version());
        return can ? mine.atVersion(written.version()) : mine;
    }
}
