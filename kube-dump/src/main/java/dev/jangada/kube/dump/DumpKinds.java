package dev.jangada.kube.dump;

import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.order.KindOrder;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which kinds of a source go into a dump. */
final class DumpKinds {

    /**
     * Kinds that say what is going on in this cluster at this moment, and mean nothing in another one. Endpoints and
     * EndpointSlices are not among them: an administrator writes some by hand for services outside the cluster; those
     * that a controller made are left out one by one.
     */
    private static final Set<GroupKind> OF_THE_MOMENT = Set.of(
            new GroupKind("", "Event"),
            new GroupKind("coordination.k8s.io", "Lease"),
            new GroupKind("coordination.k8s.io", "LeaseCandidate"),
            new GroupKind("apps", "ControllerRevision"),
            new GroupKind("storage.k8s.io", "CSINode"),
            new GroupKind("storage.k8s.io", "CSIStorageCapacity"),
            new GroupKind("storage.k8s.io", "VolumeAttachment"),
            new GroupKind("certificates.k8s.io", "CertificateSigningRequest"),
            new GroupKind("certificates.k8s.io", "PodCertificateRequest"),
            new GroupKind("networking.k8s.io", "IPAddress"),
            new GroupKind("resource.k8s.io", "ResourceSlice"),
            new GroupKind("internal.apiserver.k8s.io", "StorageVersion"),
            new GroupKind("storagemigration.k8s.io", "StorageVersionMigration"));

    /** Kinds whose objects are only written where no controller made them. */
    private static final Set<GroupKind> MADE_FOR_OTHERS =
            Set.of(new GroupKind("", "Pod"), new GroupKind("apps", "ReplicaSet"));

    private static final Comparator<ResourceKind> ORDER = Comparator.comparing(
            ResourceKind::groupKind, KindOrder.comparator().thenComparing(Comparator.naturalOrder()));

    private DumpKinds() {}

    /** The kinds to write, in the order in which they are written. */
    static List<ResourceKind> of(ObjectSource source, DumpOptions options) {
        var guide = new HashSet<>(KindOrder.guideKinds());
        guide.add(DumpFiles.NODE);
        guide.add(DumpFiles.NAMESPACE);
        boolean asRead = options.scrub().level() == Scrub.Level.NONE;
        return source.kinds().all().stream()
                .filter(DumpKinds::canComeBack)
                .filter(kind -> options.selection().wants(kind))
                .filter(kind -> options.allKinds()
                        ? asRead || !OF_THE_MOMENT.contains(kind.groupKind())
                        : guide.contains(kind.groupKind()))
                .sorted(ORDER)
                .toList();
    }

    /** Whether a kind's objects are left out if they have a controller at all, be it in the dump or not. */
    static boolean onlyWithoutController(ResourceKind kind) {
        return MADE_FOR_OTHERS.contains(kind.groupKind());
    }

    private static boolean canComeBack(ResourceKind kind) {
        return kind.verbs().isEmpty() || kind.verbs().containsAll(List.of("list", "get", "create"));
    }
}
