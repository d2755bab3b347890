package dev.jangada.repository;

import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.backend.CachingBackend;
import dev.jangada.repository.backend.RetryingBackend;
import dev.jangada.repository.check.CheckProgress;
import dev.jangada.repository.check.CheckReport;
import dev.jangada.repository.check.PackSelection;
import dev.jangada.repository.chunk.Chunker;
import dev.jangada.repository.copy.Copied;
import dev.jangada.repository.copy.CopyResult;
import dev.jangada.repository.copy.SnapshotCopier;
import dev.jangada.repository.format.Configuration;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.index.MasterIndex;
import dev.jangada.repository.index.StoredIndex;
import dev.jangada.repository.lock.Locks;
import dev.jangada.repository.lock.RepositoryLock;
import dev.jangada.repository.prune.PruneOptions;
import dev.jangada.repository.prune.PrunePlan;
import dev.jangada.repository.prune.PruneResult;
import dev.jangada.repository.read.BlobReader;
import dev.jangada.repository.read.ReadAhead;
import dev.jangada.repository.read.SnapshotTree;
import dev.jangada.repository.read.Snapshots;
import dev.jangada.repository.repair.IndexRepair;
import dev.jangada.repository.store.SealedFiles;
import dev.jangada.repository.write.SnapshotWriter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A restic repository, opened. What is written into it, restic reads, and the other way round.
 *
 * <p>Reading takes no lock by itself: who reads for long holds {@link #lockForReading}, so that nobody prunes meanwhile. Writing and
 * what removes something take their own. Can be used from several threads at once.
 */
public final class Repository implements AutoCloseable {

    private final Backend direct;
    private final Backend cached;
    private final Opening opening;
    private final RepositoryOptions options;
    private final Keys keys;
    private final LoadedIndex index;
    private final Maintenance maintenance;

    private Repository(Backend direct, Opening opening, RepositoryOptions options) {
        this.direct = direct;
        this.opening = opening;
        this.options = options;
        this.cached = options.cache()
                .<Backend>map(directory -> new CachingBackend(
                        direct, directory.resolve(opening.configuration().id())))
                .orElse(direct);
        this.keys = new Keys(direct, opening.key(), opening.keyId(), options);
        this.index = new LoadedIndex(files());
        this.maintenance =
                new Maintenance(new SealedFiles(direct, opening.key()), files(), locks(), index, options.writing());
    }

    /**
     * Opens a repository.
     *
     * @param backend where it is; closed with the repository, or if it cannot be opened
     * @param passphrase left as it is; the caller wipes it
     * @throws Problem if there is no repository, the passphrase is wrong, or the version is another
     */
    public static Repository open(Backend backend, char[] passphrase, RepositoryOptions options) {
        var retrying = new RetryingBackend(backend, options.backoff());
        try {
            return new Repository(retrying, Opening.of(retrying, passphrase), options);
        } catch (RuntimeException e) {
            retrying.close();
            throw e;
        }
    }

    /**
     * Makes a repository, and opens it.
     *
     * @param backend where it shall be; closed with the repository, or if it cannot be made
     * @param passphrase left as it is; the caller wipes it
     * @return the repository, and whether the store could promise that nobody else made one there at the same moment
     * @throws Problem if there is one already
     */
    public static Initialized init(Backend backend, char[] passphrase, RepositoryOptions options) {
        return init(backend, passphrase, options, Optional.empty());
    }

    /**
     * Makes a repository that cuts files where another does, so that what is copied from that one and what is written here are the
     * same blobs; and opens it.
     *
     * @param backend where it shall be; closed with the repository, or if it cannot be made
     * @param passphrase left as it is; the caller wipes it
     * @param like of the other repository; none for cuts of its own
     * @return the repository, and whether the store could promise that nobody else made one there at the same moment
     * @throws Problem if there is one already
     */
    public static Initialized init(
            Backend backend, char[] passphrase, RepositoryOptions options, Optional<Configuration> like) {
        var retrying = new RetryingBackend(backend, options.backoff());
        try {
            Initialization made = Initialization.of(retrying, passphrase, options, like);
            return new Initialized(new Repository(retrying, made.opening(), options), made.guarded());
        } catch (RuntimeException e) {
            retrying.close();
            throw e;
        }
    }

    /** Where it is. */
    public String location() {
        return direct.location();
    }

    /** What holds for the whole of it. */
    public Configuration configuration() {
        return opening.configuration();
    }

    /** Its keys. */
    public Keys keys() {
        return keys;
    }

    /** Its locks, to list and remove them. */
    public Locks locks() {
        return new Locks(new SealedFiles(direct, opening.key()), options.holder(), options.clock(), options.locks());
    }

    /**
     * Keeps others from removing anything while this one reads.
     *
     * @return none where this user may not write below {@code locks/}; then nobody is kept from it
     */
    public Optional<RepositoryLock> lockForReading() {
        return locks().shareIfAllowed();
    }

    /** Its snapshots. */
    public Snapshots snapshots() {
        return new Snapshots(files());
    }

    /**
     * The tree of a snapshot.
     *
     * @param root as the snapshot says
     */
    public SnapshotTree tree(Id root) {
        return new SnapshotTree(blobs(), aheadOf(index.get()), root);
    }

    /**
     * The tree of a snapshot, for whoever reads most of it: neighbours are fetched together.
     *
     * @param root as the snapshot says
     */
    public SnapshotTree wholeTree(Id root) {
        return new SnapshotTree(aheadOf(index.get()), root);
    }

    private BlobReader aheadOf(StoredIndex known) {
        return new BlobReader(new ReadAhead(cached, known.known()), opening.key(), known);
    }

    /** Reads single blobs. */
    public BlobReader blobs() {
        return new BlobReader(cached, opening.key(), index.get());
    }

    /**
     * Begins a snapshot. Any number of writers may work at once.
     *
     * @param parentTree the root of an older snapshot; what did not change since need not be read again
     * @throws Problem if somebody has the repository alone
     */
    public SnapshotWriter write(Optional<Id> parentTree) {
        RepositoryLock lock = locks().share();
        try {
            // Read under the lock, so that nothing of it is pruned until the snapshot is there.
            MasterIndex fresh = index.upToDate();
            return new SnapshotWriter(
                    files(),
                    fresh,
                    new Chunker.Factory(configuration().polynomial()),
                    new BlobReader(cached, opening.key(), fresh),
                    lock,
                    options.writing(),
                    parentTree);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Copies snapshots to another repository, with what they need and it does not have. Those that it has already, from a copy by this
     * or by restic, are passed over. Both are shared meanwhile.
     *
     * @param target opened; may have another key and another polynomial
     * @param snapshots of this repository
     * @param each is told what became of each, the oldest first
     * @throws Problem if one cannot be read wholly or written; those that were told before are there
     */
    public CopyResult copyTo(Repository target, Collection<Id> snapshots, Consumer<Copied> each) {
        Optional<RepositoryLock> reading = lockForReading();
        RepositoryLock writing = null;
        try {
            writing = target.locks().share();
            var copier = new SnapshotCopier(
                    files(), target.files(), writing, target.index.upToDate(), target.options.writing());
            List<Copied> copied = copier.copy(snapshots, each);
            reading.ifPresent(RepositoryLock::ensureHeld);
            writing.close();
            return new CopyResult(copied, writing.leftBehind());
        } finally {
            if (writing != null) {
                writing.close();
            }
            reading.ifPresent(RepositoryLock::close);
        }
    }

    /** Checks; under a shared lock, if this user may write one. */
    public CheckReport check(PackSelection read) {
        return check(read, CheckProgress.NONE);
    }

    /** The same, watched. */
    public CheckReport check(PackSelection read, CheckProgress progress) {
        return maintenance.check(read, progress);
    }

    /**
     * Makes the index anew where index files are damaged or missing, or name packs that are not there, from what packs say of
     * themselves. Needs the repository alone. Packs and snapshots are not touched, and old index files go when the new ones are stored.
     *
     * @param askEveryPack also the packs that the index names with their right length
     */
    public IndexRepair repairIndex(boolean askEveryPack) {
        return maintenance.repairIndex(askEveryPack);
    }

    /**
     * Removes snapshots, not what only they needed. Needs the repository alone.
     *
     * @return why the lock could not be deleted in the end, if it could not
     * @throws Problem if this user may not delete snapshots and locks; then nothing was changed
     */
    public Optional<Problem> forget(Collection<Id> snapshots) {
        return maintenance.forget(snapshots);
    }

    /**
     * Gives back the room that no snapshot needs. Needs the repository alone.
     *
     * @param consent is shown the plan, and says whether to do it
     * @return nothing if it was not done
     * @throws Problem if this user may not delete packs, index files and locks; then nothing was changed
     */
    public Optional<PruneResult> prune(PruneOptions pruning, Predicate<PrunePlan> consent) {
        return maintenance.prune(pruning, consent);
    }

    /** What it holds. */
    public RepositoryInfo info() {
        return RepositoryInfo.of(this, cached);
    }

    private SealedFiles files() {
        return new SealedFiles(cached, opening.key());
    }

    /**
     * Reads what others have written to the index since. What is read by its id finds that by itself; this is for whoever wants to know
     * what is there now.
     */
    public MasterIndex reloadIndex() {
        return index.upToDate();
    }

    @Override
    public void close() {
        cached.close();
    }

    /**
     * A new repository.
     *
     * @param repository opened
     * @param guarded whether nobody else can have made one there at the same moment
     */
    public record Initialized(Repository repository, boolean guarded) {}
}
