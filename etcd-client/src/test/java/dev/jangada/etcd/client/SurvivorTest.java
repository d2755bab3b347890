package dev.jangada.etcd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.lab.EtcdCluster;
import dev.jangada.lab.EtcdVersion;
import dev.jangada.lab.LabException;
import dev.jangada.lab.Wait;
import dev.jangada.problem.Problem;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two of three members are lost: what the third has can be saved all the same, if it is named. */
class SurvivorTest {

    @TempDir
    Path temp;

    /** Half a minute with two versions: etcd takes long to say that it has no majority. */
    @Test
    void itsDataIsSaved() {
        save(EtcdVersion.V3_6);
    }

    @Tag("full")
    @ParameterizedTest
    @EnumSource(names = {"V3_4", "V3_5", "V3_7"})
    void inTheOtherVersionsToo(EtcdVersion version) {
        save(version);
    }

    private void save(EtcdVersion version) {
        try (EtcdCluster cluster = EtcdCluster.start(
                        options -> options.version(version).members(3).tls());
                EtcdClient client = EtcdClient.open(Reach.of(cluster))) {
            long revision = cluster.gateway().put("/last", new byte[1]);
            List<Endpoint> endpoints = client.access().endpoints();
            cluster.member(1).kill();
            assertThat(client.best().endpoint()).isNotEqualTo(endpoints.get(1));
            cluster.member(2).kill();
            Endpoint survivor = endpoints.getFirst();
            Wait.until(
                    Duration.ofSeconds(30),
                    () -> client.status(survivor).leader() == 0,
                    () -> new LabException("the survivor still follows a leader"));

            assertThat(client.probe())
                    .extracting(probe -> probe.status().isPresent())
                    .containsExactly(true, false, false);
            assertThat(client.health(survivor).healthy()).isFalse();
            assertThatThrownBy(client::best)
                    .isInstanceOf(Problem.class)
                    .hasMessageContainingAll(
                            "No member can be used.", survivor + " knows no leader", "Nobody listens at");

            SavedSnapshot saved = new Snapshots(client, Clock.systemUTC())
                    .save(new SnapshotOrder(
                            temp.resolve("last.db"),
                            Optional.of(survivor),
                            new ToolCheck(),
                            Map.of(),
                            SnapshotProgress.NONE));
            assertThat(saved.record().revision()).isEqualTo(revision);
            assertThat(saved.record().hashComparison()).isEqualTo(HashComparison.EQUAL);
            assertThat(saved.warnings()).extracting(Problem::code).containsExactly("taken-without-leader");
        }
    }
}
