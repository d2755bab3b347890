package dev.jangada.etcd.storage.wal;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.wire.Crc32c;
import dev.jangada.etcd.storage.wire.ProtoReader;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A member's write-ahead log, from the entry behind one that is known already. Every record's checksum is verified. Heap:
 * 8 bytes an entry; the rest lies in the map.
 */
public final class Wal implements AutoCloseable {

    static final int METADATA = 1;
    static final int ENTRY = 2;
    static final int STATE = 3;
    static final int CRC = 4;
    static final int SNAPSHOT = 5;

    private static final Pattern NAME = Pattern.compile("([0-9a-f]{16})-([0-9a-f]{16})\\.wal");
    private static final int FRAME_BITS = 40;

    private final Path directory;
    private final long after;
    private final Arena arena = Arena.ofShared();
    private final List<WalFile> files = new ArrayList<>();
    private final List<SnapshotMark> snapshots = new ArrayList<>();

    /** Of entry {@code after + 1 + i}: which file it is in, and where. */
    private long[] places = new long[64];

    private int count;
    private long reached;
    private long nodeId;
    private long clusterId;
    private HardState state = HardState.NONE;

    private Wal(Path directory, long after) {
        this.directory = directory;
        this.after = after;
    }

    /**
     * A raft snapshot that the log says was taken, or came from the leader.
     *
     * @param index the last entry in it
     * @param term the term of that entry
     */
    public record SnapshotMark(long index, long term) {}

    private record Named(Path path, long sequence, long firstIndex) {}

    /**
     * Reads a log.
     *
     * @param directory where its files are
     * @param after the last entry that is known already; later ones are looked for
     * @throws Problem if there is none, one is damaged, or entries between are missing
     */
    public static Wal open(Path directory, long after) {
        var wal = new Wal(directory, after);
        boolean sound = false;
        try {
            BoltFile.reading(directory.toString(), () -> {
                wal.read(names(directory));
                return true;
            });
            sound = true;
            return wal;
        } finally {
            if (!sound) {
                wal.close();
            }
        }
    }

    private static List<Named> names(Path directory) {
        try (Stream<Path> all = Files.list(directory)) {
            return all.<Named>mapMulti((path, found) -> {
                        Matcher name = NAME.matcher(path.getFileName().toString());
                        if (name.matches()) {
                            found.accept(new Named(
                                    path,
                                    Long.parseUnsignedLong(name.group(1), 16),
                                    Long.parseUnsignedLong(name.group(2), 16)));
                        }
                    })
                    .sorted((one, other) -> Long.compareUnsigned(one.sequence, other.sequence))
                    .toList();
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, WalMessage.CANNOT_READ, directory, FileFailure.reason(e));
        }
    }

    private void read(List<Named> names) {
        if (names.isEmpty()) {
            throw new Problem(ExitCode.FAILED, WalMessage.NO_FILES, directory);
        }
        int first = 0;
        for (int i = 0; i < names.size(); i++) {
            // The last file that can begin with the entry that is wanted, or one before it.
            if (Long.compareUnsigned(names.get(i).firstIndex, after + 1) <= 0) {
                first = i;
            }
            if (i > 0 && names.get(i).sequence != names.get(i - 1).sequence + 1) {
                throw new Problem(ExitCode.CORRUPT, WalMessage.MISSING_FILE, directory, names.get(i - 1).sequence + 1);
            }
        }
        Crc32c sum = Crc32c.EMPTY;
        for (int i = first; i < names.size(); i++) {
            var file = new WalFile(names.get(i).path, i == names.size() - 1, arena);
            files.add(file);
            // A file is named after its first entry: those before it are in the files before.
            reached = Math.max(reached, names.get(i).firstIndex - 1);
            for (Crc32c with = file.next(sum); with != null; with = file.next(sum)) {
                sum = with;
                take(file);
            }
        }
    }

    private void take(WalFile file) {
        var fields = new ProtoReader(file.data());
        switch ((int) file.type()) {
            case METADATA -> {
                long[] ids = numbers(fields, file, 2);
                nodeId = ids[0];
                clusterId = ids[1];
            }
            case STATE -> {
                long[] numbers = numbers(fields, file, 3);
                state = new HardState(numbers[0], numbers[1], numbers[2]);
            }
            case SNAPSHOT -> {
                long[] numbers = numbers(fields, file, 2);
                snapshots.add(new SnapshotMark(numbers[0], numbers[1]));
                reached = Math.max(reached, numbers[0]);
            }
            case ENTRY -> add(file, entry(file).index());
            default -> {
                // The checksum at the beginning of a file, or something of a later etcd.
            }
        }
    }

    private static long[] numbers(ProtoReader fields, WalFile file, int count) {
        long[] numbers = new long[count];
        for (int field = fields.next(); field != ProtoReader.END; field = fields.next()) {
            if (field == ProtoReader.MALFORMED) {
                throw file.damaged(file.frame(), WalMessage.NOT_A_RECORD);
            }
            if (field <= count && fields.isVarint()) {
                numbers[field - 1] = fields.number();
            }
        }
        return numbers;
    }

    private static Entry entry(WalFile file) {
        var fields = new ProtoReader(file.data());
        long[] numbers = new long[3];
        var data = MemorySegment.ofArray(new byte[0]);
        for (int field = fields.next(); field != ProtoReader.END; field = fields.next()) {
            if (field == ProtoReader.MALFORMED || field <= 3 && !fields.isVarint()) {
                throw file.damaged(file.frame(), WalMessage.NOT_AN_ENTRY);
            }
            if (field <= 3) {
                numbers[field - 1] = fields.number();
            } else if (field == 4) {
                data = fields.bytes();
            }
        }
        return new Entry(numbers[2], numbers[1], (int) numbers[0], data);
    }

    /** An entry with a number that was there already takes its place, and what came behind that never happened. */
    private void add(WalFile file, long index) {
        reached = index;
        if (Long.compareUnsigned(index, after) <= 0) {
            count = 0;
            return;
        }
        if (Long.compareUnsigned(index, after + count + 1) > 0) {
            if (count == 0) {
                throw new Problem(ExitCode.CORRUPT, WalMessage.GAP, directory, index, after);
            }
            throw file.damaged(file.frame(), WalMessage.INDEX_JUMPS, Long.toUnsignedString(index), after + count);
        }
        count = (int) (index - after - 1);
        if (count == places.length) {
            places = Arrays.copyOf(places, count * 2);
        }
        places[count++] = (long) (files.size() - 1) << FRAME_BITS | file.frame();
    }

    /** An entry behind the one that was known already. */
    Entry entry(long index) {
        return BoltFile.reading(directory.toString(), () -> entryAt(index));
    }

    private Entry entryAt(long index) {
        long place = places[Math.toIntExact(index - after - 1)];
        WalFile file = files.get((int) (place >>> FRAME_BITS));
        file.seek(place & (1L << FRAME_BITS) - 1);
        return entry(file);
    }

    /** The problem that an entry whose content cannot be understood is. */
    Problem damaged(Entry entry) {
        long place = places[Math.toIntExact(entry.index() - after - 1)];
        return files.get((int) (place >>> FRAME_BITS))
                .damaged(place & (1L << FRAME_BITS) - 1, WalMessage.NOT_A_REQUEST, entry.index());
    }

    /** The number of the last entry; the one that was known already if there is none behind it. */
    public long lastIndex() {
        return after + count;
    }

    /**
     * The last entry that the log has, or has had before a snapshot; a whole one never ends before what is in the
     * database, because a member writes to its log first.
     */
    public long reached() {
        return reached;
    }

    /** raft's own state, as it was written last. */
    public HardState state() {
        return state;
    }

    /** The member whose log it is. */
    public long nodeId() {
        return nodeId;
    }

    /** The cluster that the member belongs to. */
    public long clusterId() {
        return clusterId;
    }

    /** The raft snapshots that the part of the log that was read tells of. */
    public List<SnapshotMark> snapshots() {
        return List.copyOf(snapshots);
    }

    @Override
    public void close() {
        arena.close();
    }
}
