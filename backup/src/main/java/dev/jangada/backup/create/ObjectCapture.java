package dev.jangada.backup.create;

import dev.jangada.backup.format.CoveredKind;
import dev.jangada.backup.format.CoveredKind.Origin;
import dev.jangada.backup.problem.BackupMessage;
import dev.jangada.kube.model.Capture;
import dev.jangada.kube.model.Coverage;
import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.order.KindOrder;
import dev.jangada.kube.storage.EtcdSource;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.write.DirectoryWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads all objects into a directory of the repository: out of etcd's snapshot, if there is one, and from the API what that does not
 * give: kinds whose values cannot be decrypted or are damaged, objects with something that is newer than this program, kinds that
 * another server keeps (aggregated APIs, events in an etcd of their own).
 */
final class ObjectCapture {

    private static final int NAMED = 5;

    private final Inputs inputs;
    private final BackupOrder order;
    private final DirectoryWriter objects;
    private final Map<GroupKind, KindWriter> writers = new LinkedHashMap<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    ObjectCapture(Inputs inputs, BackupOrder order, DirectoryWriter objects) {
        this.inputs = inputs;
        this.order = order;
        this.objects = objects;
    }

    /**
     * Reads.
     *
     * @return the kinds that are covered, in the order of a dump
     * @throws Problem if nothing can be read, or what is read cannot be written
     */
    List<CoveredKind> run() {
        inputs.etcd().ifPresent(this::fromEtcd);
        inputs.api().ifPresent(this::fromApi);
        List<CoveredKind> kinds = writers.values().stream()
                .map(KindWriter::covered)
                .map(this::described)
                .sorted(Comparator.comparing(each -> each.kind().groupKind(), KindOrder.comparator()))
                .toList();
        writers.values().forEach(writer -> writer.gap().ifPresent(gaps::add));
        tellPartial(kinds);
        tellUnknownNamespaces();
        if (!gaps.isEmpty() && kinds.stream().allMatch(kind -> kind.objects() == 0)) {
            Problem first = gaps.getFirst().why();
            throw new Problem(first, first.exitCode(), BackupMessage.NOTHING_READ, first);
        }
        return kinds;
    }

    /** What should be here and is not. */
    List<Gap> gaps() {
        return gaps;
    }

    /** What a person should know. */
    List<Problem> warnings() {
        return warnings;
    }

    private void fromEtcd(EtcdSource etcd) {
        boolean api = inputs.api().isPresent();
        Coverage coverage = etcd.coverage();
        List<ResourceKind> kinds = etcd.kinds().all().stream()
                .filter(kind ->
                        coverage.covers(kind.groupKind()) && order.selection().wants(kind))
                .toList();
        read(etcd, kinds, Origin.ETCD, api);
        for (Gap gap : coverage.gaps()) {
            // A kind that cannot be read has told so itself; what is left are definitions, and keys of no kind that is
            // known.
            boolean told = writers.values().stream()
                    .anyMatch(writer -> writer.kind().resourceName().equals(gap.what()));
            boolean served = inputs.api()
                    .map(source -> source.kinds().all().stream()
                            .anyMatch(kind -> kind.resourceName().equals(gap.what())))
                    .orElse(false);
            if (!told && !served) {
                gaps.add(gap);
            }
        }
    }

    private void fromApi(ObjectSource api) {
        boolean second = inputs.etcd().isPresent();
        var kinds = new ArrayList<ResourceKind>();
        for (ResourceKind kind : api.kinds().all()) {
            KindWriter known = writers.get(kind.groupKind());
            if (known == null ? order.selection().wants(kind) : !known.ended()) {
                kinds.add(known == null ? kind : atVersion(api, kind, known.kind()));
                if (known != null) {
                    tellAgain(known);
                }
            }
        }
        read(api, kinds, Origin.API, false);
        if (second) {
            // Groups that other servers serve have nothing in this etcd; whether they keep objects is not known.
            api.coverage().gaps().forEach(gap -> warnings.add(gap.why()));
        } else {
            gaps.addAll(api.coverage().gaps());
        }
    }

    /** The version that etcd has, if the API gives it, so that a kind is of one version. */
    private static ResourceKind atVersion(ObjectSource api, ResourceKind served, ResourceKind stored) {
        return served.group().equals(stored.group())
                        && api.versions(served.groupKind()).contains(stored.version())
                ? served.atVersion(stored.version())
                : served;
    }

    private void tellAgain(KindWriter writer) {
        writer.gap()
                .ifPresent(gap -> warnings.add(new Problem(
                        ExitCode.DONE, BackupMessage.FROM_API, writer.kind().resourceName(), gap.why())));
    }

    private void read(ObjectSource source, List<ResourceKind> kinds, Origin origin, boolean mayComeAgain) {
        for (ResourceKind kind : kinds) {
            writers.computeIfAbsent(kind.groupKind(), key -> new KindWriter(objects, kind, order.progress()))
                    .begin(origin, mayComeAgain);
        }
        try {
            var _ = Capture.run(
                    source,
                    kinds,
                    order.selection(),
                    order.parallelism(),
                    kind -> java.util.Objects.requireNonNull(writers.get(kind.groupKind())));
        } catch (Capture.WriteFailure e) {
            throw e.problem();
        }
    }

    /** With the names that the API has for the kind; etcd knows no short names of what is newer than this program. */
    private CoveredKind described(CoveredKind covered) {
        ResourceKind kind = covered.kind();
        return inputs.api()
                .flatMap(api -> api.kinds().find(kind.groupKind()))
                .filter(served -> served.resourceName().equals(kind.resourceName()))
                .map(served -> covered.withKind(served.atVersion(kind.version())))
                .orElse(covered);
    }

    private void tellPartial(List<CoveredKind> kinds) {
        for (CoveredKind kind : kinds) {
            if (kind.partial().count() > 0) {
                gaps.add(new Gap(
                        kind.kind().resourceName(),
                        new Problem(
                                ExitCode.INCOMPLETE,
                                BackupMessage.PARTIAL_OBJECTS,
                                kind.partial().count(),
                                kind.partial().causes().stream().limit(NAMED).collect(Collectors.joining(", ")))));
            }
        }
    }

    private void tellUnknownNamespaces() {
        List<ObjectSource> sources =
                Stream.concat(inputs.etcd().stream(), inputs.api().stream()).toList();
        ObjectSource.namespacesNowhere(order.selection().namespaces(), sources)
                .forEach(name -> warnings.add(new Problem(ExitCode.DONE, BackupMessage.NO_SUCH_NAMESPACE, name)));
    }
}
