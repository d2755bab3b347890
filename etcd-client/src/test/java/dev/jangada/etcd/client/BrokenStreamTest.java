package dev.jangada.etcd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.lab.EtcdCluster;
import dev.jangada.lab.EtcdGateway;
import dev.jangada.lab.fault.TcpProxy;
import dev.jangada.problem.Problem;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens on the way of a snapshot, there is no file afterwards. */
class BrokenStreamTest {

    private static EtcdCluster secured;
    private static EtcdCluster open;
    private TcpProxy proxy;

    @TempDir
    Path temp;

    @BeforeAll
    static void start() {
        secured = EtcdCluster.start(options -> options.tls());
        open = EtcdCluster.start(options -> {});
        fill(secured.gateway());
        fill(open.gateway());
    }

    @AfterAll
    static void end() {
        secured.close();
        open.close();
    }

    @BeforeEach
    void stand() {
        proxy = TcpProxy.before(secured.member(0).endpoint());
    }

    @AfterEach
    void fall() {
        proxy.close();
        assertThat(temp).isEmptyDirectory();
    }

    /** Four megabytes that cannot be compressed. */
    private static void fill(EtcdGateway etcd) {
        var random = new SplittableRandom(7);
        for (int batch = 0; batch < 8; batch++) {
            var values = new HashMap<String, byte[]>();
            for (int key = 0; key < 64; key++) {
                byte[] value = new byte[8_000];
                random.nextBytes(value);
                values.put("/key/" + batch + "/" + key, value);
            }
            etcd.put(values);
        }
    }

    @Test
    void theConnectionBreaks() {
        told(
                through(proxy, Duration.ofSeconds(10)),
                (now, total) -> {
                    if (now < 100_000) {
                        proxy.cutAfter(1_000_000);
                    }
                },
                "broke after",
                "nothing was kept");
    }

    @Test
    void theMemberDies() {
        try (EtcdCluster mortal = EtcdCluster.start(options -> options.tls())) {
            fill(mortal.gateway());
            told(
                    Reach.of(mortal),
                    (now, total) -> {
                        if (mortal.member(0).alive()) {
                            mortal.member(0).kill();
                        }
                    },
                    "broke after",
                    "nothing was kept");
        }
    }

    @Test
    void theMemberFallsSilent() {
        told(
                through(proxy, Duration.ofSeconds(3)),
                (now, total) -> {
                    if (now < 100_000) {
                        proxy.silentAfter(1_000_000);
                    }
                },
                "broke after",
                "nothing was kept");
    }

    @Test
    void aByteChangesAndTlsFindsIt() {
        told(
                through(proxy, Duration.ofSeconds(10)),
                (now, total) -> {
                    if (now < 100_000) {
                        proxy.changeAfter(1_000_000);
                    }
                },
                "broke after");
    }

    /** A bit may also be wrong in a frame's head, and break the stream; hardly at both places. */
    @Test
    void aByteChangesAndTheHashFindsIt() {
        var sentences = new ArrayList<String>();
        for (long place : new long[] {1_000_000, 1_100_003}) {
            try (TcpProxy plain = TcpProxy.before(open.member(0).endpoint());
                    EtcdClient client = EtcdClient.open(EtcdAccess.to(List.of(Endpoint.of(plain.url(), false))))) {
                plain.changeAfter(place);
                assertThatThrownBy(() -> new Snapshots(client, Clock.systemUTC()).save(order(SnapshotProgress.NONE)))
                        .isInstanceOfSatisfying(Problem.class, problem -> sentences.add(problem.getMessage()));
            }
        }
        assertThat(sentences)
                .allMatch(sentence -> sentence.contains("nothing was kept"))
                .anyMatch(sentence -> sentence.contains("are not the snapshot that it sent (SHA-256)"));
    }

    @Test
    void theDiskIsFull() {
        EtcdAccess access = Reach.of(secured);
        try (EtcdClient client = EtcdClient.open(access)) {
            var snapshots = new Snapshots(
                    client,
                    Clock.systemUTC(),
                    target -> new PartFile(target, temp.resolve("part"), new FakeFullDisk(1_000_000)));
            assertThatThrownBy(() -> snapshots.save(order(SnapshotProgress.NONE)))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("There is no room left on the disk for " + temp.resolve("x.db"));
        }
    }

    private EtcdAccess through(TcpProxy way, Duration patience) {
        return Reach.to(secured, way.url()).withPatience(Duration.ofSeconds(5), patience);
    }

    private void told(EtcdAccess access, SnapshotProgress progress, String... texts) {
        try (EtcdClient client = EtcdClient.open(access)) {
            assertThatThrownBy(() -> new Snapshots(client, Clock.systemUTC()).save(order(progress)))
                    .isInstanceOf(Problem.class)
                    .hasMessageContainingAll(texts);
        }
    }

    private SnapshotOrder order(SnapshotProgress progress) {
        return new SnapshotOrder(temp.resolve("x.db"), Optional.empty(), new ToolCheck(), Map.of(), progress);
    }
}
