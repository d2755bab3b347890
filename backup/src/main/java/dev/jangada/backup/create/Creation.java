package dev.jangada.backup.create;

import dev.jangada.backup.etcd.WorkingSnapshot;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.format.CoveredKind;
import dev.jangada.backup.format.EtcdPart;
import dev.jangada.backup.format.Layout;
import dev.jangada.backup.format.Manifest;
import dev.jangada.backup.format.ManifestJson;
import dev.jangada.backup.problem.BackupMessage;
import dev.jangada.etcd.client.SnapshotRecord;
import dev.jangada.kube.model.Gap;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import dev.jangada.repository.chunk.Chunking;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Snapshot;
import dev.jangada.repository.write.DirectoryWriter;
import dev.jangada.repository.write.SnapshotWriter;
import dev.jangada.repository.write.Written;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One backup, being made. */
public final class Creation {

    private final Repository repository;
    private final BackupOrder order;
    private final Optional<Previous> previous;
    private final Instant started;
    private final long begin = System.nanoTime();

    /**
     * The newest backup of the same name.
     *
     * @param time of what moment it is
     * @param clusterUid of what cluster it was, where that is known
     */
    public record Previous(Id id, Instant time, Optional<String> clusterUid) {}

    /** A backup as it is ordered. */
    public Creation(Repository repository, BackupOrder order, Optional<Previous> previous) {
        this.repository = repository;
        this.order = order;
        this.previous = previous;
        this.started = order.clock().instant();
        for (String tag : order.tags()) {
            if (Backup.isOwn(tag) || tag.isBlank() || tag.contains(",")) {
                throw new Problem(ExitCode.USAGE, BackupMessage.BAD_TAG, tag);
            }
        }
    }

    /** Makes it. The repository's lock is taken first: what cannot be written need not be read. */
    public CreatedBackup run() {
        SnapshotWriter writer = repository.write(Optional.empty());
        Made made;
        try (writer;
                Inputs inputs = Inputs.open(order)) {
            made = write(writer, inputs);
        }
        return new CreatedBackup(
                new Backup(made.written.id(), made.written.snapshot()),
                made.manifest,
                made.written,
                took(),
                writer.lockLeftBehind());
    }

    private record Made(Manifest manifest, Written written) {}

    private Made write(SnapshotWriter writer, Inputs inputs) {
        Optional<EtcdPart> etcd = inputs.taken().map(taken -> etcd(writer.root(), taken));
        Instant asOf = etcd.map(EtcdPart::takenAt).orElse(started);
        List<CoveredKind> kinds;
        ObjectCapture capture;
        try (DirectoryWriter objects = writer.root().directory(Layout.OBJECTS, Layout.directory())) {
            capture = new ObjectCapture(inputs, order, objects);
            kinds = capture.run();
        }
        order.progress().finishing();
        Manifest manifest = manifest(inputs, asOf, etcd, kinds, capture);
        // The kinds have a time of their own only when they change, and then it does not matter.
        writer.root().file(Layout.KINDS, Layout.file(Instant.EPOCH), ManifestJson.kinds(manifest));
        writer.root().file(Layout.MANIFEST, Layout.file(asOf), ManifestJson.manifest(manifest));
        return new Made(manifest, writer.finish(tree -> snapshot(tree, manifest)));
    }

    private EtcdPart etcd(DirectoryWriter root, WorkingSnapshot.Taken taken) {
        SnapshotRecord record = taken.saved().record();
        WorkingSnapshot snapshot = taken.snapshot();
        try (DirectoryWriter directory = root.directory(Layout.ETCD, Layout.directory());
                InputStream content = observed(snapshot.stream(), snapshot.size())) {
            // Without a time of its own a snapshot of an etcd that nobody wrote to is the same entry, with the same
            // long list of pieces.
            directory.file(Layout.SNAPSHOT, Layout.file(Instant.EPOCH), content, Chunking.ETCD);
        } catch (IOException e) {
            throw snapshot.failure(e);
        }
        root.file(Layout.SNAPSHOT_RECORD, Layout.file(record.takenAt()), record.toJson());
        return new EtcdPart(
                record.takenAt(),
                record.endpoint().toString(),
                record.status().version(),
                Long.toHexString(record.status().header().clusterId()),
                Long.toHexString(record.status().header().memberId()),
                record.revision(),
                record.compactRevision(),
                record.status().raftAppliedIndex(),
                record.status().raftTerm(),
                record.received().size(),
                record.received().sha256(),
                snapshot.hashKv(),
                record.hashComparison().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** Closing it leaves the snapshot's file open, of which it is a view. */
    private InputStream observed(InputStream content, long total) {
        return new FilterInputStream(content) {
            private long read;

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int count = super.read(target, offset, length);
                read += Math.max(0, count);
                order.progress().stored(read, total);
                return count;
            }

            @Override
            public void close() {}
        };
    }

    private Manifest manifest(
            Inputs inputs, Instant asOf, Optional<EtcdPart> etcd, List<CoveredKind> kinds, ObjectCapture capture) {
        var gaps = new ArrayList<Gap>(capture.gaps());
        inputs.gap().ifPresent(gaps::addFirst);
        var warnings = new ArrayList<Problem>(order.warnings());
        warnings.addAll(inputs.warnings());
        warnings.addAll(capture.warnings());
        Optional<String> uid = inputs.clusterUid();
        previous.flatMap(Previous::clusterUid)
                .filter(before -> uid.isPresent() && !uid.get().equals(before))
                .ifPresent(before -> warnings.add(new Problem(
                        ExitCode.DONE, BackupMessage.OTHER_CLUSTER_BEFORE, order.cluster(), before, uid.orElse(""))));
        previous.map(Previous::time)
                .filter(asOf::isBefore)
                .ifPresent(later -> warnings.add(
                        new Problem(ExitCode.DONE, BackupMessage.LAST_OF_THE_FUTURE, order.cluster(), later, asOf)));
        var notCovered = new ArrayList<>(List.of(Manifest.VOLUME_CONTENTS, Manifest.HOST_FILES));
        if (etcd.isEmpty()) {
            notCovered.add(Manifest.ETCD_SNAPSHOT);
        }
        return new Manifest(
                order.tool(),
                order.cluster(),
                uid,
                inputs.api().flatMap(api -> api.provenance().kubernetesVersion()),
                inputs.api().flatMap(api -> api.provenance().server()),
                started,
                asOf,
                took(),
                order.selection(),
                etcd,
                kinds,
                notCovered,
                gaps,
                warnings);
    }

    private Snapshot snapshot(Id tree, Manifest manifest) {
        var tags = new ArrayList<>(List.of(Backup.TAG, manifest.complete() ? Backup.COMPLETE : Backup.INCOMPLETE));
        tags.addAll(Backup.tags(order.selection(), order.isPart()));
        order.tags().stream().filter(tag -> !tags.contains(tag)).forEach(tags::add);
        return new Snapshot(
                manifest.asOf(),
                tree,
                previous.map(Previous::id),
                Backup.paths(manifest.etcd().isPresent()),
                order.cluster(),
                System.getProperty("user.name", ""),
                tags,
                order.tool());
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
