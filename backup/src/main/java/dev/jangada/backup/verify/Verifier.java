package dev.jangada.backup.verify;

import dev.jangada.backup.etcd.WorkingSnapshot;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.format.CoveredKind;
import dev.jangada.backup.format.EtcdPart;
import dev.jangada.backup.format.KindDigest;
import dev.jangada.backup.format.Layout;
import dev.jangada.backup.format.Manifest;
import dev.jangada.backup.format.ManifestJson;
import dev.jangada.backup.problem.BackupMessage;
import dev.jangada.backup.read.EtcdOfBackup;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Node;
import dev.jangada.repository.format.NodeType;
import dev.jangada.repository.read.SnapshotTree;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** One verification. Memory: the JSON of one namespace's directory, and one object, for each of a few kinds at a time. */
public final class Verifier {

    private static final int KINDS_AT_A_TIME = 4;

    private final Repository repository;
    private final Backup backup;
    private final VerifyOrder order;
    private final SnapshotTree tree;
    private final List<Problem> findings = new ArrayList<>();
    private final AtomicLong objects = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    /** Of a backup. */
    public Verifier(Repository repository, Backup backup, VerifyOrder order) {
        this.repository = repository;
        this.backup = backup;
        this.order = order;
        this.tree = repository.wholeTree(backup.tree());
    }

    /** Reads everything. What is wrong with the backup is in the result; what keeps it from being read at all is thrown. */
    public Verification run() {
        Instant started = order.clock().instant();
        long begin = System.nanoTime();
        boolean etcd = false;
        try {
            Manifest manifest = ManifestJson.read(backup.sourceName(), small(Layout.MANIFEST), small(Layout.KINDS));
            requireSameVerdict(manifest);
            objects(manifest);
            if (manifest.etcd().isPresent()) {
                etcd = etcd(manifest.etcd().get());
            }
        } catch (Problem problem) {
            found(problem);
        }
        return new Verification(
                backup,
                started,
                Duration.ofNanos(System.nanoTime() - begin),
                objects.get(),
                bytes.get(),
                etcd,
                findings);
    }

    /** Damage belongs to the verdict; that the store cannot be reached, or the disk is full, says nothing of the backup. */
    private void found(Problem problem) {
        if (problem.exitCode() != ExitCode.CORRUPT && problem.exitCode() != ExitCode.USAGE) {
            throw problem;
        }
        add(problem);
    }

    /** Of a wrecked backup every file is a finding, and each takes kilobytes. */
    private void add(Problem finding) {
        synchronized (findings) {
            if (findings.size() < Verification.MOST) {
                findings.add(finding);
            }
        }
    }

    private byte[] small(String file) {
        try (InputStream content = tree.read(file)) {
            byte[] read = content.readAllBytes();
            count(read.length);
            return read;
        } catch (IOException e) {
            throw new Problem(
                    e, ExitCode.CORRUPT, BackupMessage.CANNOT_READ_FILE, backup.sourceName(), file, e.getMessage());
        }
    }

    private void count(long more) {
        bytes.addAndGet(more);
        order.progress().read(more);
    }

    /** The tag is what a list and {@code latest} go by. */
    private void requireSameVerdict(Manifest manifest) {
        if (manifest.complete() != backup.complete()) {
            add(new Problem(ExitCode.CORRUPT, BackupMessage.TAG_DIFFERS, backup.sourceName()));
        }
    }

    private void objects(Manifest manifest) {
        Map<String, CoveredKind> expected = new HashMap<>();
        manifest.kinds().forEach(kind -> expected.put(Layout.directory(kind.kind()), kind));
        List<Node> directories = tree.list(Layout.OBJECTS);
        directories.forEach(directory -> {
            CoveredKind kind = expected.remove(directory.name());
            if (kind == null) {
                add(new Problem(ExitCode.CORRUPT, BackupMessage.KIND_UNKNOWN, backup.sourceName(), directory.name()));
            }
        });
        expected.values().stream()
                .filter(kind -> kind.objects() > 0)
                .forEach(kind -> add(new Problem(
                        ExitCode.CORRUPT,
                        BackupMessage.KIND_MISSING,
                        backup.sourceName(),
                        kind.kind().resourceName())));
        Map<String, CoveredKind> known = new HashMap<>();
        manifest.kinds().forEach(kind -> known.put(Layout.directory(kind.kind()), kind));
        var turns = new Semaphore(KINDS_AT_A_TIME);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> readings = directories.stream()
                    .<Future<?>>map(directory -> threads.submit(() -> {
                        turns.acquire();
                        try {
                            kind(directory, Optional.ofNullable(known.get(directory.name())));
                        } finally {
                            turns.release();
                        }
                        return null;
                    }))
                    .toList();
            for (Future<?> reading : readings) {
                await(reading, threads::shutdownNow);
            }
        }
    }

    private static void await(Future<?> reading, Runnable stop) {
        try {
            reading.get();
        } catch (InterruptedException e) {
            stop.run();
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while verifying");
        } catch (ExecutionException e) {
            stop.run();
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        }
    }

    private void kind(Node directory, Optional<CoveredKind> expected) {
        var digest = new KindDigest();
        long[] count = {0};
        boolean[] whole = {true};
        for (Node namespace : namespaces(directory)) {
            String path = directory.name() + "/" + namespace.name();
            eachFile(namespace, file -> {
                Optional<Id> sha256 = hash(path, file);
                whole[0] &= sha256.isPresent();
                sha256.ifPresent(id -> digest.add(namespace.name(), file.name(), id));
                count[0]++;
            });
        }
        objects.addAndGet(count[0]);
        String sum = digest.finish();
        boolean same = expected.isEmpty()
                || expected.get().objects() == count[0]
                        && expected.get().sha256().equals(sum);
        if (whole[0] && !same) {
            add(new Problem(
                    ExitCode.CORRUPT,
                    BackupMessage.KIND_DIFFERS,
                    backup.sourceName(),
                    expected.orElseThrow().kind().resourceName(),
                    count[0],
                    expected.orElseThrow().objects()));
        }
    }

    private List<Node> namespaces(Node directory) {
        try {
            return directory.subtree().map(id -> tree.tree(id).nodes()).orElse(List.of());
        } catch (Problem problem) {
            found(problem);
            return List.of();
        }
    }

    private void eachFile(Node namespace, Consumer<Node> consumer) {
        try {
            namespace.subtree().ifPresent(id -> tree.each(id, consumer));
        } catch (Problem problem) {
            found(problem);
        }
    }

    /** The SHA-256 of a file's content; empty if it cannot be read, which is noted. */
    private Optional<Id> hash(String directory, Node file) {
        if (file.type() != NodeType.FILE) {
            add(new Problem(ExitCode.CORRUPT, BackupMessage.KIND_UNKNOWN, backup.sourceName(), file.name()));
            return Optional.empty();
        }
        try (InputStream content = tree.read(file)) {
            byte[] read = content.readAllBytes();
            count(read.length);
            return Optional.of(Id.of(read));
        } catch (Problem problem) {
            if (problem.exitCode() != ExitCode.CORRUPT) {
                throw problem;
            }
            add(new Problem(
                    problem,
                    ExitCode.CORRUPT,
                    BackupMessage.FILE_DAMAGED,
                    backup.sourceName(),
                    directory + "/" + file.name(),
                    problem));
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("a blob in memory can be read", e);
        }
    }

    private boolean etcd(EtcdPart expected) {
        EtcdOfBackup etcd = EtcdOfBackup.of(repository, backup);
        try (WorkingSnapshot snapshot = etcd.extract(order.workFolder())) {
            count(snapshot.size());
            List<Problem> faults = snapshot.faults(Verification.MOST);
            faults.forEach(this::add);
            if (!faults.isEmpty()) {
                return false;
            }
            boolean same = snapshot.size() == expected.size()
                    && snapshot.mvcc().currentRevision() == expected.revision()
                    && snapshot.mvcc().compactRevision() == expected.compactRevision()
                    && snapshot.hashKv() == expected.hashKv();
            if (!same) {
                add(new Problem(
                        ExitCode.CORRUPT,
                        BackupMessage.ETCD_DIFFERS,
                        backup.sourceName(),
                        Long.toString(snapshot.mvcc().currentRevision()),
                        Long.toString(expected.revision())));
            }
            return same;
        }
    }
}
