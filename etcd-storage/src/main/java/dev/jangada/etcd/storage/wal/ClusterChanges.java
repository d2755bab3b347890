package dev.jangada.etcd.storage.wal;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.Cursor;
import dev.jangada.etcd.storage.mvcc.Alarm;
import dev.jangada.etcd.storage.mvcc.ClusterRecords;
import dev.jangada.etcd.storage.mvcc.Encoding;
import dev.jangada.etcd.storage.mvcc.Member;
import dev.jangada.etcd.storage.wire.ProtoWriter;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Members, versions and alarms while a log is replayed. */
final class ClusterChanges {

    private static final Pattern ATTRIBUTES = Pattern.compile("/0/members/([0-9a-f]+)/attributes");
    private static final Pattern OLD = Pattern.compile("3\\.[0-4]\\..*");
    private static final Pattern UP_TO_35 = Pattern.compile("3\\.[0-5]\\..*");
    private static final String VERSION = "/0/version";

    private final NavigableMap<String, Member> members = new TreeMap<>();
    private final NavigableSet<String> removed = new TreeSet<>();

    /** Who votes for raft, to which a change of a member's addresses means nothing; etcd's own record may forget a learner. */
    private final NavigableSet<String> voting = new TreeSet<>();

    private final List<Alarm> alarms;
    private Optional<String> version;

    /** Since 3.5: to which version the cluster is going down, as the log says last; empty where it says nothing of that. */
    private byte[] downgrade = {};

    /** Whether the log has raised an alarm that it has not disarmed. */
    private boolean alarmed;

    /** What a database says of its cluster. */
    ClusterChanges(BoltFile base, ClusterRecords before) {
        before.members().forEach(member -> {
            members.put(member.hexId(), member);
            if (!member.learner()) {
                voting.add(member.hexId());
            }
        });
        base.bucket("members_removed").ifPresent(bucket -> {
            for (Cursor at = bucket.cursor(); at.valid(); at.next()) {
                removed.add(new String(at.key().toArray(ValueLayout.JAVA_BYTE), StandardCharsets.US_ASCII));
            }
        });
        this.alarms = new ArrayList<>(before.alarms());
        this.version = before.clusterVersion();
    }

    NavigableMap<String, Member> members() {
        return members;
    }

    /** Numbers of members that were sent away, also those of before the log. */
    NavigableSet<String> removed() {
        return removed;
    }

    /** How many members vote. */
    int voters() {
        return voting.size();
    }

    Optional<String> version() {
        return version;
    }

    /** What the log says last of a downgrade, as the bucket {@code cluster} has it; empty if it says nothing. */
    byte[] downgrade() {
        return downgrade;
    }

    /** Whether the members are of 3.4 or older, which do some things otherwise. */
    boolean old() {
        return version.filter(text -> OLD.matcher(text).matches()).isPresent();
    }

    /**
     * Whether nobody is asked for permissions: up to 3.5, an alarm that is raised while a server runs takes the place of
     * what asks for them. A server that finds the alarm in its database when it starts asks all the same. Source: etcd
     * 3.5, etcdserver/apply.go, Alarm, and server.go, restoreAlarms.
     */
    boolean unguarded() {
        return alarmed
                && version.filter(text -> UP_TO_35.matcher(text).matches()).isPresent();
    }

    boolean raised(Alarm.Kind kind) {
        return alarms.stream().anyMatch(alarm -> alarm.kind() == kind);
    }

    /** Keys of the bucket {@code alarm}, in their order. */
    List<byte[]> alarmKeys() {
        return alarms.stream()
                .filter(alarm -> alarm.kind() != Alarm.Kind.UNKNOWN)
                .map(alarm -> new ProtoWriter()
                        .numberUnlessZero(1, alarm.member())
                        .number(2, alarm.kind() == Alarm.Kind.NOSPACE ? 1 : 2)
                        .toBytes())
                .sorted(Arrays::compareUnsigned)
                .toList();
    }

    /**
     * A request of type ConfChange: members come and go, if etcd does not refuse it. Source: etcd, membership,
     * ValidateConfigurationChange, and etcdserver, applyConfChange.
     */
    void configure(Fields change) {
        String id = Long.toHexString(change.number(3));
        switch ((int) change.number(2)) {
            case 0, 3 -> {
                Member said = said(change);
                if (said.hexId().equals(id) && !removed.contains(id)) {
                    // What does not say where a member is promotes one that is known.
                    if (said.peerUrls().isEmpty()) {
                        promote(id);
                    } else if (!members.containsKey(id) && free(said) && !(said.learner() && learns())) {
                        members.put(id, said);
                        if (change.number(2) == 0) {
                            voting.add(id);
                        }
                    }
                }
            }
            case 1 -> {
                if (members.remove(id) != null) {
                    removed.add(id);
                    voting.remove(id);
                }
            }
            case 2 -> {
                Member said = said(change);
                if (said.hexId().equals(id) && free(said)) {
                    members.computeIfPresent(
                            id,
                            (same, before) -> new Member(
                                    before.id(), before.name(), said.peerUrls(), before.clientUrls(), said.learner()));
                }
            }
            default -> throw new Fields.Malformed();
        }
    }

    private static Member said(Fields change) {
        Member said = Member.parse(change.bytes(4).toArray(ValueLayout.JAVA_BYTE));
        if (said == null) {
            throw new Fields.Malformed();
        }
        return said;
    }

    private void promote(String id) {
        Member before = members.get(id);
        if (before != null && before.learner()) {
            members.put(id, new Member(before.id(), before.name(), before.peerUrls(), before.clientUrls(), false));
            voting.add(id);
        }
    }

    /** Whether no other member is where this one is. */
    private boolean free(Member said) {
        return members.values().stream()
                .filter(other -> other.id() != said.id())
                .noneMatch(other -> other.peerUrls().stream()
                        .anyMatch(url -> said.peerUrls().contains(url)));
    }

    /** Whether a member learns: etcd takes one at a time, unless it is told to take more. */
    private boolean learns() {
        return members.values().stream().anyMatch(Member::learner);
    }

    /** A request of etcd's old store, in which 3.4 keeps members and version. */
    void old(Fields request) {
        String path = request.text(3);
        Matcher attributes = ATTRIBUTES.matcher(path);
        if (path.equals(VERSION)) {
            version = Optional.of(request.text(4));
        } else if (attributes.matches()) {
            Member said = Member.parse(request.text(4).getBytes(StandardCharsets.UTF_8));
            if (said != null) {
                attributes(attributes.group(1), said.name(), said.clientUrls());
            }
        }
    }

    /** ClusterMemberAttrSetRequest. */
    void attributes(Fields request) {
        Fields attributes = request.message(2);
        attributes(Long.toHexString(request.number(1)), attributes.text(1), attributes.texts(2));
    }

    private void attributes(String id, String name, List<String> clientUrls) {
        members.computeIfPresent(
                id, (same, member) -> new Member(member.id(), name, member.peerUrls(), clientUrls, member.learner()));
    }

    /** ClusterVersionSetRequest. */
    void version(Fields request) {
        version = Optional.of(request.text(1));
    }

    /** DowngradeInfoSetRequest. What ends a downgrade names no version. */
    void downgrade(Fields request) {
        boolean enabled = request.flag(1);
        downgrade = Encoding.downgrade(enabled ? request.text(2) : "", enabled);
    }

    /** AlarmRequest. */
    void alarm(Fields request) {
        long kind = request.number(3);
        var alarm = new Alarm(
                request.number(2),
                kind == 1 ? Alarm.Kind.NOSPACE : kind == 2 ? Alarm.Kind.CORRUPT : Alarm.Kind.UNKNOWN);
        if (request.number(1) == 1 && alarm.kind() != Alarm.Kind.UNKNOWN) {
            alarmed = true;
            if (!alarms.contains(alarm)) {
                alarms.add(alarm);
            }
        } else if (request.number(1) == 2 && alarms.remove(alarm) && !raised(alarm.kind())) {
            alarmed = false;
        }
    }
}
