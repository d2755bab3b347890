package dev.jangada.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.lab.ChildJvm;
import dev.jangada.lab.ControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of {@code backup create}: restic finds no errors, what is listed is sound, and the next one takes up what
 * has been uploaded.
 */
@Timeout(900)
final class KilledCreateTest {

    private static final int IN_CI = 5;
    private static final int IN_FULL = 30;
    /** A lock, nine packs, an index, the snapshot and what is between. */
    private static final int MOST_FILES = 12;
    /** Bytes that no compression makes smaller: more than the eight packs after which there is an index. */
    private static final int MEGABYTES = 145;

    private static final int MEGABYTE = 1 << 20;
    /** Bytes that a backup may have beside etcd's snapshot: objects, what is said of them, directories. */
    private static final long BESIDE = 4L * MEGABYTE;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static ControlPlane cluster;

    @TempDir
    private Path folder;

    @BeforeAll
    @SuppressWarnings("NullAway")
    static void start() {
        cluster = ControlPlane.start(options -> options.withoutControllerManager());
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void fiveMoments() throws IOException {
        kill(IN_CI);
    }

    @Test
    @Tag("full")
    void thirtyMoments() throws IOException {
        kill(IN_FULL);
    }

    private void kill(int times) throws IOException {
        Quay quay = Quay.onDirectory(folder, cluster);
        Path place = Path.of(quay.url());
        quay.must("repository", "init");
        quay.create();
        Path sound = folder.resolve("sound");
        copy(place, sound);
        long before = quay.indexedBytes();
        fillEtcd();
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < times; i++) {
            delete(place);
            copy(sound, place);
            long files = files(place);
            long indexes = files(place.resolve("index"));
            // The last one is killed as soon as there is an index, so that one of them leaves something behind for
            // sure.
            int more = i == times - 1 ? Integer.MAX_VALUE : random.nextInt(MOST_FILES);
            String as = "seed " + seed + ", kill " + i;
            try (ChildJvm child = quay.start("backup", "create", "-o", "json")) {
                child.await(
                        () -> more == Integer.MAX_VALUE
                                ? files(place.resolve("index")) > indexes
                                : files(place) - files >= more || child.out().contains("newBytes"),
                        PATIENCE);
                child.kill();
            }
            boolean indexed = files(place.resolve("index")) > indexes;
            quay.restic().must("unlock");
            // An index comes after eight packs or after half a minute, whatever there is then.
            long uploaded = quay.indexedBytes() - before;
            assertThat(uploaded > 0)
                    .as("%s: bytes that it leaves for the next one", as)
                    .isEqualTo(indexed);
            assertThat(quay.restic().must("check")).as(as).contains("no errors were found");
            nothingListedIsDamaged(quay, as);
            JsonNode next = quay.create();
            long all = next.path("etcdBytes").asLong();
            assertThat(all).isGreaterThan((long) MEGABYTES * MEGABYTE);
            assertThat(next.path("newBytes").asLong())
                    .as("%s: bytes that the killed one had not uploaded and indexed", as)
                    .isLessThanOrEqualTo(all - uploaded + BESIDE);
            assertThat(quay.restic().must("check")).as(as).contains("no errors were found");
        }
        quay.must("repository", "check", "--read-data");
        quay.must("backup", "verify");
    }

    private static void nothingListedIsDamaged(Quay quay, String as) {
        JsonNode backups = Quay.json(quay.must("backup", "list", "-o", "json")).path("backups");
        assertThat(backups).as(as).isNotEmpty();
        for (JsonNode backup : backups) {
            assertThat(backup.path("complete").asBoolean()).as(as).isTrue();
            assertThat(quay.must("backup", "verify", backup.path("id").asText()))
                    .as(as)
                    .contains("is sound");
        }
    }

    private static void fillEtcd() {
        var random = new Random(6);
        for (int i = 0; i < MEGABYTES; i++) {
            var noise = new byte[MEGABYTE];
            random.nextBytes(noise);
            cluster.etcd().put(Map.of("/ballast/" + i, noise));
        }
    }

    /** How many there are that have their names. */
    private static long files(Path directory) {
        try (var all = Files.walk(directory)) {
            return all.filter(path -> !path.toString().contains("-tmp-") && Files.isRegularFile(path))
                    .count();
        } catch (IOException | UncheckedIOException changing) {
            return 0;
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }
}
