package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.model.compare.NormalForm;
import dev.jangada.kube.model.scrub.Scrubber;
import dev.jangada.kube.model.scrub.SourceOwners;
import dev.jangada.lab.ControlPlane;
import java.util.Map;
import java.util.TreeMap;

/** Everything that people put into a cluster: what it asks for, by its key. */
final class Listing {

    private Listing() {}

    static Map<String, String> of(ControlPlane cluster) {
        return of(cluster, false);
    }

    /** With the uids, to see whether an object is still the same one. */
    static Map<String, String> withUids(ControlPlane cluster) {
        return of(cluster, true);
    }

    private static Map<String, String> of(ControlPlane cluster, boolean uids) {
        var listing = new TreeMap<String, String>();
        try (LiveSource live = Restoring.open(cluster)) {
            var scrubber = new Scrubber(Scrub.GUIDE, new SourceOwners(live, Scrub.GUIDE, _ -> true));
            for (ResourceKind kind : live.kinds().all()) {
                var _ = live.read(kind, Selection.ALL, object -> {
                    if (scrubber.apply(object) instanceof Scrubber.Kept(KubeObject kept)) {
                        ObjectNode form = NormalForm.standard().of(kept);
                        listing.put(object.key().toString(), (uids ? object.uid() + " " : "") + form);
                    }
                });
            }
        }
        return listing;
    }
}
