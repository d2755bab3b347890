package dev.jangada.etcd.client;

import dev.jangada.etcd.client.grpc.ProtoReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a member says of itself.
 *
 * @param endpoint where it was asked
 * @param header who answered, and the revision that it has applied
 * @param version for example {@code 3.6.16}
 * @param storageVersion the version of its file's layout, for example {@code 3.6.0}; empty before 3.6
 * @param dbSize bytes of its database file
 * @param dbSizeInUse bytes of it that hold data
 * @param leader the id of the member that it follows, or its own; 0 if it knows none
 * @param raftIndex the last entry of the log that it knows to be agreed on
 * @param raftAppliedIndex the last entry that it has applied
 * @param raftTerm the term
 * @param learner whether it only follows and does not vote
 * @param errors what it complains about in etcd's words, alarms among them
 * @param quota bytes that its database file may have; empty before 3.6
 */
public record MemberStatus(
        Endpoint endpoint,
        Header header,
        String version,
        String storageVersion,
        long dbSize,
        long dbSizeInUse,
        long leader,
        long raftIndex,
        long raftAppliedIndex,
        long raftTerm,
        boolean learner,
        List<String> errors,
        OptionalLong quota) {

    /** Source: etcdserverpb.AlarmMember as Go prints it; newer runtimes put two spaces where older ones put one. */
    private static final Pattern ALARM = Pattern.compile("(?:memberID:(\\d+)\\s+)?alarm:(\\w+)\\s*");

    public MemberStatus {
        errors = List.copyOf(errors);
    }

    /** Whether it leads. */
    public boolean leads() {
        return leader != 0 && leader == header.memberId();
    }

    /**
     * The cluster's alarms as far as this member knows. {@link EtcdClient#alarms} asks the cluster, which needs a majority, and which
     * every member writes into its log and its database.
     */
    public List<Alarm> alarms() {
        return errors.stream()
                .map(ALARM::matcher)
                .filter(Matcher::matches)
                .map(alarm -> new Alarm(
                        alarm.group(1) == null ? 0 : Long.parseUnsignedLong(alarm.group(1)),
                        switch (alarm.group(2)) {
                            case "NOSPACE" -> Alarm.Kind.NOSPACE;
                            case "CORRUPT" -> Alarm.Kind.CORRUPT;
                            default -> Alarm.Kind.UNKNOWN;
                        }))
                .toList();
    }

    /** Source: etcdserverpb.StatusResponse. */
    static MemberStatus read(Endpoint endpoint, ProtoReader in) throws IOException {
        Header header = Header.NONE;
        String version = "";
        String storageVersion = "";
        long dbSize = 0;
        long dbSizeInUse = 0;
        long leader = 0;
        long raftIndex = 0;
        long raftAppliedIndex = 0;
        long raftTerm = 0;
        boolean learner = false;
        var errors = new ArrayList<String>();
        long quota = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> header = Header.read(in.message());
                case 2 -> version = in.text();
                case 3 -> dbSize = in.number();
                case 4 -> leader = in.number();
                case 5 -> raftIndex = in.number();
                case 6 -> raftTerm = in.number();
                case 7 -> raftAppliedIndex = in.number();
                case 8 -> errors.add(in.text());
                case 9 -> dbSizeInUse = in.number();
                case 10 -> learner = in.number() != 0;
                case 11 -> storageVersion = in.text();
                case 12 -> quota = in.number();
                default -> {}
            }
        }
        return new MemberStatus(
                endpoint,
                header,
                version,
                storageVersion,
                dbSize,
                dbSizeInUse,
                leader,
                raftIndex,
                raftAppliedIndex,
                raftTerm,
                learner,
                errors,
                quota > 0 ? OptionalLong.of(quota) : OptionalLong.empty());
    }
}
