package dev.jangada.kube.dump;

import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
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
                .filter(kind -> isNamed(kind, options.selection())
                        || (options.allKinds()
                                ? asRead || !OF_THE_MOMENT.contains(kind.groupKind())
                                : guide.contains(kind.groupKind())))
                .sorted(ORDER)
                .toList();
    }

    /** Who asks for a kind by its name means it, whether it is one of the guide's or not. */
    private static boolean isNamed(ResourceKind kind, Selection selection) {
        List<Glob> names = selection.kinds().stream().filter(Glob::isLiteral).toList();
        return !names.isEmpty() && Selection.ALL.withKinds(names, List.of()).wants(kind);
    }

    private static boolean canComeBack(ResourceKind kind) {
        return kind.verbs().isEmpty() || kind.verbs().containsAll(List.of("list", "get", "create"));
    }
}
