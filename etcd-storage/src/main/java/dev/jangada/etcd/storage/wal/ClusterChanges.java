package dev.jangada.etcd.storage.wal;

import dev.jangada.etcd.storage.mvcc.Alarm;
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
    private static final String VERSION = "/0/version";

    private final NavigableMap<String, Member> members = new TreeMap<>();
    private final NavigableSet<String> removed = new TreeSet<>();
    private final List<Alarm> alarms;
    private Optional<String> version;

    ClusterChanges(List<Member> members, List<Alarm> alarms, Optional<String> version) {
        members.forEach(member -> this.members.put(member.hexId(), member));
        this.alarms = new ArrayList<>(alarms);
        this.version = version;
    }

    NavigableMap<String, Member> members() {
        return members;
    }

    NavigableSet<String> removed() {
        return removed;
    }

    Optional<String> version() {
        return version;
    }

    /** Whether the members are of 3.4 or older, which do some things otherwise. */
    boolean old() {
        return version.filter(text -> OLD.matcher(text).matches()).isPresent();
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

    /** A request of type ConfChange: members come and go. */
    void configure(Fields change) {
        String id = Long.toHexString(change.number(3));
        switch ((int) change.number(2)) {
            case 0, 2, 3 -> {
                Member member = Member.parse(change.bytes(4).toArray(ValueLayout.JAVA_BYTE));
                if (member != null && member.hexId().equals(id)) {
                    // A promoted learner comes without what it had said of itself.
                    Member before = members.get(id);
                    members.put(id, before == null || !member.name().isEmpty() ? member : named(member, before));
                }
            }
            case 1 -> {
                members.remove(id);
                removed.add(id);
            }
            default -> throw new Fields.Malformed();
        }
    }

    private static Member named(Member member, Member before) {
        return new Member(member.id(), before.name(), member.peerUrls(), before.clientUrls(), member.learner());
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

    /** AlarmRequest. */
    void alarm(Fields request) {
        long kind = request.number(3);
        var alarm = new Alarm(
                request.number(2),
                kind == 1 ? Alarm.Kind.NOSPACE : kind == 2 ? Alarm.Kind.CORRUPT : Alarm.Kind.UNKNOWN);
        if (request.number(1) == 1 && !alarms.contains(alarm)) {
            alarms.add(alarm);
        } else if (request.number(1) == 2) {
            alarms.remove(alarm);
        }
    }
}
