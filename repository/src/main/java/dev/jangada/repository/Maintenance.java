package dev.jangada.repository;

import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.Handle;
import dev.jangada.repository.check.CheckProgress;
import dev.jangada.repository.check.CheckReport;
import dev.jangada.repository.check.Checker;
import dev.jangada.repository.check.PackSelection;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.lock.Locks;
import dev.jangada.repository.lock.RepositoryLock;
import dev.jangada.repository.prune.PruneOptions;
import dev.jangada.repository.prune.PrunePlan;
import dev.jangada.repository.prune.PruneResult;
import dev.jangada.repository.prune.Pruner;
import dev.jangada.repository.repair.IndexRepair;
import dev.jangada.repository.repair.IndexRepairer;
import dev.jangada.repository.store.SealedFiles;
import dev.jangada.repository.write.WriteSettings;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What looks after a repository as a whole, each under its own lock.
 *
 * @param direct its files as they are in the store: a sound copy of the cache would hide a damaged file
 * @param cached its files
 * @param locks its locks
 * @param index what this process knows of its index
 * @param writing how packs are written
 */
record Maintenance(SealedFiles direct, SealedFiles cached, Locks locks, LoadedIndex index, WriteSettings writing) {

    CheckReport check(PackSelection read, CheckProgress progress) {
        Optional<RepositoryLock> lock = locks.shareIfAllowed();
        try {
            CheckReport report = new Checker(direct, progress).check(read);
            lock.ifPresent(RepositoryLock::ensureHeld);
            lock.ifPresent(RepositoryLock::close);
            return report.leaving(lock.flatMap(RepositoryLock::leftBehind));
        } finally {
            lock.ifPresent(RepositoryLock::close);
        }
    }

    IndexRepair repairIndex(boolean askEveryPack) {
        RepositoryLock lock = locks.own(FileKind.INDEX);
        IndexRepair repair;
        try (lock) {
            repair = new IndexRepairer(direct, lock).run(askEveryPack);
        } finally {
            index.forget();
        }
        return repair.leaving(lock.leftBehind());
    }

    Optional<Problem> forget(Collection<Id> snapshots) {
        RepositoryLock lock = locks.own(FileKind.SNAPSHOT);
        try (lock) {
            lock.ensureHeld();
            snapshots.forEach(id -> cached.backend().remove(Handle.of(FileKind.SNAPSHOT, id.toString())));
        }
        return lock.leftBehind();
    }

    Optional<PruneResult> prune(PruneOptions pruning, Predicate<PrunePlan> consent) {
        RepositoryLock lock = locks.own(FileKind.INDEX, FileKind.PACK);
        Optional<PruneResult> result;
        try (lock) {
            var pruner = new Pruner(cached, lock);
            PrunePlan plan = pruner.plan(pruning);
            result = consent.test(plan) ? Optional.of(pruner.run(plan, writing)) : Optional.empty();
        } finally {
            index.forget();
        }
        return result.map(done -> done.leaving(lock.leftBehind()));
    }
}
