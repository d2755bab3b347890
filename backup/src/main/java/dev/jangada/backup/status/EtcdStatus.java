package dev.jangada.backup.status;

import dev.jangada.etcd.client.Alarm;
import dev.jangada.etcd.client.Endpoint;
import dev.jangada.etcd.client.EtcdAccess;
import dev.jangada.etcd.client.EtcdClient;
import dev.jangada.etcd.client.Member;
import dev.jangada.etcd.client.MemberStatus;
import dev.jangada.etcd.client.Probe;
import dev.jangada.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * etcd.
 *
 * @param members what is known of each that was asked
 * @param notStarted members that were added and have not started, by their ids
 * @param alarms that are raised
 */
public record EtcdStatus(List<One> members, List<String> notStarted, List<Alarm> alarms) {

    /** Copies the lists. */
    public EtcdStatus {
        members = List.copyOf(members);
        notStarted = List.copyOf(notStarted);
        alarms = List.copyOf(alarms);
    }

    /**
     * A member.
     *
     * @param endpoint where it was asked
     * @param status what it says of itself, if it answers
     * @param problem why it does not answer, or does not take part
     */
    public record One(Endpoint endpoint, Optional<MemberStatus> status, Optional<Problem> problem) {

        /** Whether it answered a read that a majority must agree on. */
        public boolean healthy() {
            return problem.isEmpty();
        }
    }

    /** Asks all members, also those that the access does not name. */
    static EtcdStatus of(EtcdAccess access) {
        List<Member> known;
        try (EtcdClient client = EtcdClient.open(access)) {
            try {
                known = client.members();
            } catch (Problem nobodyAnswers) {
                known = List.of();
            }
        }
        List<Endpoint> endpoints = endpoints(access, known);
        try (EtcdClient client = EtcdClient.open(access.withEndpoints(endpoints))) {
            var members = new ArrayList<One>();
            for (Probe probe : client.probe()) {
                Optional<Problem> problem = probe.problem();
                if (problem.isEmpty()) {
                    problem = client.health(probe.endpoint()).problem();
                }
                members.add(new One(probe.endpoint(), probe.status(), problem));
            }
            List<String> notStarted = known.stream()
                    .filter(member -> member.clientUrls().isEmpty())
                    .map(Member::hexId)
                    .toList();
            List<Alarm> alarms = members.stream()
                    .flatMap(member -> member.status().stream())
                    .flatMap(status -> status.alarms().stream())
                    .distinct()
                    .toList();
            return new EtcdStatus(members, notStarted, alarms);
        }
    }

    /**
     * The members' own addresses where there are more of them than the user named; else those that the user named, which may lead
     * through a tunnel.
     */
    private static List<Endpoint> endpoints(EtcdAccess access, List<Member> known) {
        List<Endpoint> own = known.stream()
                .filter(member -> !member.clientUrls().isEmpty())
                .map(member -> Endpoint.of(
                        member.clientUrls().getFirst(),
                        access.endpoints().getFirst().tls()))
                .toList();
        return own.size() > access.endpoints().size() ? own : access.endpoints();
    }
}
