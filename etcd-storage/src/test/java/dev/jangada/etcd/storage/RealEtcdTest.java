package dev.jangada.etcd.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.etcd.storage.mvcc.Alarm;
import dev.jangada.etcd.storage.mvcc.Status;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.EtcdCluster;
import dev.jangada.lab.EtcdGateway;
import dev.jangada.lab.EtcdVersion;
import dev.jangada.lab.LabException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What we read of files of real servers is what the servers and their own tools say. */
class RealEtcdTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("dev.jangada.etcd.storage.Servers#sample")
    void snapshotSaysWhatTheServerAndItsToolSay(EtcdVersion version) throws IOException {
        compare(version);
    }

    @ParameterizedTest
    @MethodSource("dev.jangada.etcd.storage.Servers#rest")
    @Tag("full")
    void snapshotsOfOtherVersionsToo(EtcdVersion version) throws IOException {
        compare(version);
    }

    private void compare(EtcdVersion version) throws IOException {
        try (EtcdCluster etcd = EtcdCluster.start(options -> options.version(version))) {
            EtcdGateway gateway = etcd.gateway();
            new RandomRequests(gateway, 11).send(150);
            gateway.defragment();
            long middle = gateway.revision();
            new RandomRequests(gateway, 12).send(100);
            gateway.raise("NOSPACE");
            // Refused, all that writes: the log has them all the same.
            new RandomRequests(gateway, 13).send(20);
            Path snapshot = folder.resolve("snapshot.db");
            etcd.snapshot(snapshot);
            try (EtcdFile file = EtcdFile.open(snapshot, OpenOptions.standard())) {
                assertThat(file.kind()).isEqualTo(EtcdFile.Kind.SNAPSHOT);
                assertThat(file.verify(10).faults()).isEmpty();
                assertThat(Answers.keys(file.mvcc())).isNotEmpty().isEqualTo(Answers.keys(gateway));
                assertThat(file.mvcc().currentRevision()).isEqualTo(gateway.revision());
                assertThat(file.mvcc().hashKv(0)).isEqualTo(Answers.hashKv(etcd, etcd.member(0), 0));
                if (canHash(etcd, middle)) {
                    assertThat(file.mvcc().hashKv(middle)).isEqualTo(Answers.hashKv(etcd, etcd.member(0), middle));
                }
                assertThat(file.status(1).cluster().alarms())
                        .extracting(Alarm::kind)
                        .containsExactly(Alarm.Kind.NOSPACE);
                compareStatus(etcd, file.status(1), snapshot);
            }
        }
    }

    private static boolean canHash(EtcdCluster etcd, long revision) {
        try {
            return etcd.hashKv(etcd.member(0), revision).hash() != 0;
        } catch (LabException compacted) {
            return false;
        }
    }

    private static void compareStatus(EtcdCluster etcd, Status status, Path snapshot) throws IOException {
        JsonNode said = Json.mapper()
                .readTree(etcd.etcdutl("snapshot", "status", snapshot.toString(), "-w", "json")
                        .orFail());
        assertThat(status.hash()).isEqualTo(said.path("hash").asLong());
        assertThat(status.totalSize()).isEqualTo(said.path("totalSize").asLong());
        assertThat(status.version()).isEqualTo(said.path("version").asText());
        assertThat(status.lastRecordRevision()).isEqualTo(said.path("revision").asLong());
        // Records of all buckets up to 3.5, live keys since.
        boolean counted = etcd.version().compareTo(EtcdVersion.V3_6) >= 0;
        assertThat(counted ? status.totalKey() : status.totalRecords())
                .isEqualTo(said.path("totalKey").asLong());
    }
}
