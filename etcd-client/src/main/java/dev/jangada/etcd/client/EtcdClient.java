package dev.jangada.etcd.client;

import dev.jangada.etcd.client.grpc.GrpcClient;
import dev.jangada.etcd.client.grpc.ProtoReader;
import dev.jangada.etcd.client.grpc.ProtoWriter;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;

/**
 * A running etcd, 3.4 to 3.7. Every call goes to the member that is named, so that it is plain who has answered; what a
 * member does not answer is a {@link Problem}. May be used by several threads.
 */
public final class EtcdClient implements AutoCloseable {

    private static final byte[] EMPTY = new byte[0];

    private final EtcdAccess access;
    private final Caller caller;

    private EtcdClient(EtcdAccess access, Caller caller) {
        this.access = access;
        this.caller = caller;
    }

    /**
     * Reads certificates and keys; does not connect yet.
     *
     * @throws Problem if a file cannot be read, or holds something else
     */
    public static EtcdClient open(EtcdAccess access) {
        Optional<SSLContext> tls = access.endpoints().stream().anyMatch(Endpoint::tls)
                ? Optional.of(TlsFiles.context(access, Clock.systemUTC().instant()))
                : Optional.empty();
        var grpc = new GrpcClient(tls, access.connectPatience(), access.answerPatience());
        return new EtcdClient(access, new Caller(access, grpc));
    }

    /** Where this etcd is. */
    public EtcdAccess access() {
        return access;
    }

    /** The cluster's members, as the first member says that answers. */
    public List<Member> members() {
        return ofAny(endpoint -> {
            var members = new ArrayList<Member>();
            ProtoReader answer = ask(endpoint, Call.MEMBER_LIST, EMPTY);
            while (answer.next()) {
                if (answer.field() == 2) {
                    members.add(Member.read(answer.message()));
                }
            }
            return members;
        });
    }

    /** What a member says of itself. */
    public MemberStatus status(Endpoint endpoint) {
        return of(endpoint, at -> MemberStatus.read(at, ask(at, Call.STATUS, EMPTY)));
    }

    /** All endpoints' statuses, asked at once, in the endpoints' order. */
    public List<Probe> probe() {
        List<Future<Probe>> asked;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            asked = access.endpoints().stream()
                    .map(endpoint -> threads.submit(() -> probe(endpoint)))
                    .toList();
        }
        // Then those that were asking have no result.
        ClientProblems.stopIfInterrupted(null);
        return asked.stream().map(Future::resultNow).toList();
    }

    private Probe probe(Endpoint endpoint) {
        try {
            return new Probe(endpoint, Optional.of(status(endpoint)), Optional.empty());
        } catch (Problem problem) {
            return new Probe(endpoint, Optional.empty(), Optional.of(problem));
        }
    }

    /** The alarms that are raised in the whole cluster, as a member knows them. */
    public List<Alarm> alarms(Endpoint endpoint) {
        return of(endpoint, at -> {
            var alarms = new ArrayList<Alarm>();
            ProtoReader answer = ask(at, Call.ALARM, EMPTY);
            while (answer.next()) {
                if (answer.field() == 2) {
                    alarms.add(Alarm.read(answer.message()));
                }
            }
            return alarms;
        });
    }

    /**
     * A member's hash over its keys.
     *
     * @param revision up to where; 0 stands for the current one
     */
    public HashKv hashKv(Endpoint endpoint, long revision) {
        byte[] request = new ProtoWriter().number(1, revision).toBytes();
        return of(endpoint, at -> HashKv.read(revision, ask(at, Call.HASH_KV, request)));
    }

    /** Asks a member for a read that a majority must agree on. Who may not read any key is answered too. */
    public Health health(Endpoint endpoint) {
        long begin = System.nanoTime();
        Optional<Problem> problem = Optional.empty();
        try {
            caller.ask(endpoint, Call.RANGE, new ProtoWriter().text(1, "health").toBytes());
        } catch (IOException e) {
            if (!ClientProblems.denied(e)) {
                problem = Optional.of(ClientProblems.of(access, endpoint, e));
            }
        }
        return new Health(endpoint, Duration.ofNanos(System.nanoTime() - begin), problem);
    }

    /**
     * The member to take a snapshot from: of those that answer, know a leader and vote, the one that has applied the most
     * of the log; of several, one that does not lead, because the leader has more to do.
     *
     * @throws Problem if there is none; it says of every endpoint why not
     */
    public MemberStatus best() {
        return best(probe());
    }

    static MemberStatus best(List<Probe> probes) {
        return probes.stream()
                .flatMap(probe -> probe.status().stream())
                .filter(status -> status.leader() != 0 && !status.learner())
                .max(Comparator.comparingLong(MemberStatus::raftAppliedIndex).thenComparing(status -> !status.leads()))
                .orElseThrow(() -> none(probes.stream().map(EtcdClient::why).toList()));
    }

    private static Problem why(Probe probe) {
        return probe.problem().orElseGet(() -> {
            boolean learner = probe.status().map(MemberStatus::learner).orElse(false);
            return new Problem(
                    ExitCode.FAILED, learner ? ClientMessage.LEARNER : ClientMessage.NO_LEADER, probe.endpoint());
        });
    }

    private static Problem none(List<Problem> reasons) {
        Problem all = reasons.stream()
                .reduce((first, next) -> new Problem(next, ExitCode.FAILED, ClientMessage.BOTH, first, next))
                .orElseThrow();
        return reasons.size() == 1 ? all : new Problem(all, ExitCode.FAILED, ClientMessage.NO_MEMBER, all);
    }

    /**
     * Writes a snapshot as the member sends it, the SHA-256 at its end too, and checks that.
     *
     * @param to gets the bytes in order; what it throws is thrown on
     * @param progress is told of every part
     * @throws Problem if the stream breaks, or what came is not what the member hashed
     * @throws IOException only what {@code to} throws
     */
    public ReceivedSnapshot snapshot(Endpoint endpoint, WritableByteChannel to, SnapshotProgress progress)
            throws IOException {
        return new SnapshotStream(access, endpoint, to, progress).receive(caller);
    }

    private ProtoReader ask(Endpoint endpoint, Call call, byte[] request) throws IOException {
        return new ProtoReader(caller.ask(endpoint, call, request));
    }

    private <T> T of(Endpoint endpoint, Question<T> question) {
        try {
            return question.ask(endpoint);
        } catch (IOException e) {
            throw ClientProblems.of(access, endpoint, e);
        }
    }

    private <T> T ofAny(Question<T> question) {
        var failed = new ArrayList<Problem>();
        for (Endpoint endpoint : access.endpoints()) {
            try {
                return of(endpoint, question);
            } catch (Problem problem) {
                failed.add(problem);
            }
        }
        throw none(failed);
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(Endpoint endpoint) throws IOException;
    }

    /** Breaks all connections. */
    @Override
    public void close() {
        caller.close();
    }
}
