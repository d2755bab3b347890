package dev.jangada.etcd.storage.mvcc;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.Bucket;
import dev.jangada.etcd.storage.bolt.Fault;
import dev.jangada.etcd.storage.bolt.Faults;
import dev.jangada.etcd.storage.bolt.Page;
import dev.jangada.etcd.storage.bolt.RecordCheck;
import dev.jangada.etcd.storage.wire.ProtoReader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What must be true of each record of each bucket that etcd writes; buckets that it does not know are left alone. */
public final class RecordRules implements RecordCheck {

    private static final ValueLayout.OfLong BIG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final ThreadLocal<RecordView> views;

    /** Rules for the records of one file. */
    public RecordRules(BoltFile file) {
        this.views = ThreadLocal.withInitial(() -> new RecordView(file));
    }

    @Override
    public void check(Bucket bucket, Page page, int element, Faults faults) {
        if (bucket.name().equals("key")) {
            checkRecord(bucket, page, element, faults);
            return;
        }
        MemorySegment bytes = bucket.file().bytes();
        long start = page.keyStart(element);
        MemorySegment key = bytes.asSlice(start, page.keyLength(element));
        MemorySegment value = bytes.asSlice(start + page.keyLength(element), page.valueLength(element));
        MvccMessage why = switch (bucket.name()) {
            case "lease" -> lease(key, value);
            case "alarm" -> Alarm.parse(key) == null ? MvccMessage.NOT_AN_ALARM : null;
            case "members" -> member(key, value);
            case "authUsers" -> named(key, value) ? null : MvccMessage.NOT_A_USER;
            case "authRoles" -> named(key, value) ? null : MvccMessage.NOT_A_ROLE;
            default -> null;
        };
        if (why != null) {
            faults.add(Fault.of(bucket.file().name(), page.id(), start, why));
        }
        if (bucket.name().equals("meta")) {
            int length = lengthOf(text(key));
            if (length >= 0 && value.byteSize() != length) {
                faults.add(Fault.of(
                        bucket.file().name(),
                        page.id(),
                        start,
                        MvccMessage.META_LENGTH,
                        text(key),
                        value.byteSize(),
                        length));
            }
        }
    }

    /** How long a value of the bucket {@code meta} must be; -1 for any length. */
    private static int lengthOf(String key) {
        return switch (key) {
            case "consistent_index", "term" -> Long.BYTES;
            case "scheduledCompactRev", "finishedCompactRev" -> RecordView.REVISION;
            default -> -1;
        };
    }

    private void checkRecord(Bucket bucket, Page page, int element, Faults faults) {
        RecordView view = views.get();
        long at = page.element(element);
        MvccMessage why = view.revision(at);
        if (why != null) {
            faults.add(view.fault(why, bucket.file().keyLength(at)));
            return;
        }
        if (view.bump()) {
            return;
        }
        why = view.all();
        if (why != null) {
            faults.add(view.fault(why));
        } else if (view.keyStart == 0) {
            faults.add(view.fault(MvccMessage.NO_USER_KEY));
        } else if (view.tombstone) {
            return;
        } else if (view.modified != view.main) {
            faults.add(view.fault(MvccMessage.OTHER_REVISION, view.modified, view.main));
        } else if (view.created > view.main || view.created < 1) {
            faults.add(view.fault(MvccMessage.CREATED_LATER, view.created));
        } else if (view.version < 1) {
            faults.add(view.fault(MvccMessage.NO_VERSION, view.version));
        }
    }

    private static @Nullable MvccMessage lease(MemorySegment key, MemorySegment value) {
        if (key.byteSize() != Long.BYTES) {
            return MvccMessage.LEASE_KEY;
        }
        Lease lease = Lease.parse(value);
        return lease == null || lease.id() != key.get(BIG, 0) ? MvccMessage.NOT_A_LEASE : null;
    }

    private static @Nullable MvccMessage member(MemorySegment key, MemorySegment value) {
        Member member = Member.parse(value.toArray(ValueLayout.JAVA_BYTE));
        return member == null || !member.hexId().equals(text(key)) ? MvccMessage.NOT_A_MEMBER : null;
    }

    /** Whether a value is a message whose field 1 is its key, as those of users and roles are. */
    private static boolean named(MemorySegment key, MemorySegment value) {
        var fields = new ProtoReader(value);
        boolean same = false;
        for (int field = fields.next(); field != ProtoReader.END; field = fields.next()) {
            if (field == ProtoReader.MALFORMED) {
                return false;
            }
            same |= field == 1 && fields.bytes().mismatch(key) < 0;
        }
        return same;
    }

    private static String text(MemorySegment bytes) {
        return new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }
}
