package dev.jangada.cli.source;

import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.Provenance;

/** A source under another name: one that is still right when the current context is another. */
public record NamedSource(ObjectSource source, String name) implements ForwardingSource {

    /** A source under the name that a plan keeps: {@code live} alone would mean another cluster tomorrow. */
    public static ObjectSource lasting(ObjectSource source) {
        Provenance provenance = source.provenance();
        return provenance
                .context()
                .filter(_ -> Sources.isLive(provenance.source()))
                .<ObjectSource>map(context -> new NamedSource(source, Sources.live(context)))
                .orElse(source);
    }

    @Override
    public Provenance provenance() {
        Provenance it = source.provenance();
        return new Provenance(name, it.context(), it.server(), it.clusterUid(), it.kubernetesVersion(), it.asOf());
    }
}
