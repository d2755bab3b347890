package dev.jangada.etcd.client;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Saves a snapshot of a running etcd to a file: streamed, checked, and only then given its name. Whatever goes wrong, there
 * is no file afterwards that looks good.
 */
public final class Snapshots {

    private static final int ATTEMPTS = 3;

    private final EtcdClient client;
    private final Clock clock;
    private final PartFiles files;

    /** Where parts of files are made. */
    @FunctionalInterface
    interface PartFiles {
        PartFile of(Path target) throws IOException;
    }

    /** Of one etcd. */
    public Snapshots(EtcdClient client, Clock clock) {
        this(client, clock, PartFile::of);
    }

    Snapshots(EtcdClient client, Clock clock, PartFiles files) {
        this.client = client;
        this.clock = clock;
        this.files = files;
    }

    /**
     * Saves a snapshot and, beside it, {@code FILE.json}.
     *
     * @throws Problem if no member can be asked, one has the alarm CORRUPT, the file exists or cannot be written, the
     *     stream breaks, or what came is not sound or not what the member has
     */
    public SavedSnapshot save(SnapshotOrder order) {
        Path file = order.file().toAbsolutePath();
        refuseBadTarget(file);
        try (PartFile part = files.of(file)) {
            SavedSnapshot taken = take(order.from(), part.channel(), order.notes(), order.progress(), () -> {
                part.sync();
                return order.check().check(part.path());
            });
            publish(file, part, taken.record());
            return taken;
        } catch (IOException e) {
            throw FileFailure.isFull(e, file)
                    ? new Problem(e, ExitCode.FAILED, ClientMessage.DISK_FULL, file)
                    : new Problem(e, ExitCode.FAILED, ClientMessage.CANNOT_WRITE, file, FileFailure.reason(e));
        }
    }

    /** Looks into a snapshot where it was written. */
    @FunctionalInterface
    public interface Look {
        /** As {@link SnapshotCheck#check}. */
        SnapshotCheck.Content into() throws IOException;
    }

    /**
     * Takes a snapshot to a place of the caller's, and checks it there as {@link #save} does; nothing is written beside it.
     *
     * @param wanted the member to take it from; empty for the best
     * @param to gets the bytes in order
     * @param notes what is to be in the record too, as in a {@link SnapshotOrder}
     * @param look called when all of it is there
     * @throws Problem as {@link #save}
     * @throws IOException only what {@code to} and {@code look} throw
     */
    public SavedSnapshot take(
            Optional<Endpoint> wanted,
            WritableByteChannel to,
            Map<String, String> notes,
            SnapshotProgress progress,
            Look look)
            throws IOException {
        MemberStatus from = wanted.map(client::status).orElseGet(client::best);
        List<Problem> warnings = warnings(from);
        Instant now = clock.instant();
        ReceivedSnapshot received = client.snapshot(from.endpoint(), to, progress);
        SnapshotCheck.Content content = look.into();
        HashComparison compared = compare(from.endpoint(), content, warnings);
        var record = new SnapshotRecord(
                now, from.endpoint(), from, received, content.revision(), content.compactRevision(), compared, notes);
        return new SavedSnapshot(record, warnings);
    }

    private static void refuseBadTarget(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new Problem(ExitCode.REFUSED, ClientMessage.TARGET_EXISTS, file);
        }
        Path record = SnapshotRecord.fileOf(file);
        if (Files.exists(record, LinkOption.NOFOLLOW_LINKS)) {
            throw new Problem(ExitCode.REFUSED, ClientMessage.RECORD_EXISTS, record);
        }
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new Problem(ExitCode.FAILED, ClientMessage.NO_FOLDER, file, String.valueOf(folder));
        }
    }

    /** The record first: a snapshot that has its name is a snapshot of which all is known. */
    private void publish(Path file, PartFile part, SnapshotRecord written) throws IOException {
        try (PartFile beside = files.of(SnapshotRecord.fileOf(file))) {
            beside.write(written.toJson());
            beside.sync();
            beside.publish();
        }
        try {
            part.publish();
        } catch (IOException e) {
            Files.deleteIfExists(SnapshotRecord.fileOf(file));
            throw e;
        }
        part.syncFolder();
    }

    /**
     * The member's own word counts: to ask the cluster for its alarms would write to every member, so that no two snapshots were ever
     * the same, and would need a majority, where a snapshot of a survivor is what is wanted most.
     */
    private static List<Problem> warnings(MemberStatus from) {
        var warnings = new ArrayList<Problem>();
        // Only who names such a member gets here with it.
        if (from.learner()) {
            warnings.add(new Problem(ExitCode.DONE, ClientMessage.TAKEN_FROM_LEARNER, from.endpoint()));
        } else if (from.leader() == 0) {
            warnings.add(new Problem(ExitCode.DONE, ClientMessage.TAKEN_WITHOUT_LEADER, from.endpoint()));
        }
        for (Alarm alarm : from.alarms()) {
            switch (alarm.kind()) {
                case CORRUPT -> throw corrupt(alarm.memberId());
                case NOSPACE -> warnings.add(warning(ClientMessage.ALARM_NOSPACE, alarm));
                case UNKNOWN -> warnings.add(warning(ClientMessage.ALARM_UNKNOWN, alarm));
            }
        }
        return warnings;
    }

    private static Problem corrupt(long memberId) {
        return new Problem(ExitCode.REFUSED, ClientMessage.ALARM_CORRUPT, Long.toHexString(memberId));
    }

    private static Problem warning(ClientMessage sentence, Alarm alarm) {
        return new Problem(ExitCode.DONE, sentence, alarm.hexMemberId());
    }

    /** The member is asked again: it may just have compacted, or answer with a hash of before its last compaction. */
    private HashComparison compare(Endpoint endpoint, SnapshotCheck.Content content, List<Problem> warnings) {
        Problem unanswered = null;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                HashKv member = client.hashKv(endpoint, content.revision());
                unanswered = null;
                OptionalLong own = member.compactRevision() < content.compactRevision()
                        ? OptionalLong.empty()
                        : content.hashKv(member.compactRevision());
                if (own.isPresent()) {
                    if (own.getAsLong() != member.hash()) {
                        throw differs(endpoint, content, own.getAsLong(), member.hash());
                    }
                    return HashComparison.EQUAL;
                }
            } catch (Problem problem) {
                if (problem.exitCode() == ExitCode.CORRUPT) {
                    throw problem;
                }
                if (ClientProblems.compacted(problem.getCause())) {
                    break;
                }
                unanswered = problem;
            }
        }
        if (unanswered != null) {
            warnings.add(new Problem(unanswered, ExitCode.DONE, ClientMessage.HASH_NOT_GIVEN, unanswered));
            return HashComparison.NO_ANSWER;
        }
        warnings.add(new Problem(ExitCode.DONE, ClientMessage.NOT_COMPARED, endpoint, content.revision()));
        return HashComparison.COMPACTED_MEANWHILE;
    }

    private static Problem differs(Endpoint endpoint, SnapshotCheck.Content content, long own, long member) {
        return new Problem(
                ExitCode.CORRUPT,
                ClientMessage.HASH_DIFFERS,
                endpoint,
                Long.toString(content.revision()),
                Long.toHexString(own),
                Long.toHexString(member));
    }
}
