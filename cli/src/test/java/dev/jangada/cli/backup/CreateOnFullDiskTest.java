package dev.jangada.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.cli.Ran;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.LabException;
import dev.jangada.lab.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code backup create} when a disk becomes full: that of the repository at any point, that of the working copy and the cache. */
@Tag("root")
@Timeout(300)
final class CreateOnFullDiskTest {

    /** Bytes that no compression makes smaller. */
    private static final int MEGABYTES = 18;

    private static final int MEGABYTE = 1 << 20;
    private static final int TRIES = 48;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String[] CREATE = {"backup", "create", "--no-api", "--tag", tags()};
    private static final Pattern NO_ROOM = Pattern.compile("jangada: There is no room left for ([^;]+); [^\\n]+\\n");
    private static final Pattern NO_ROOM_TO_WORK =
            Pattern.compile("jangada: [^/]+ (/\\S+?):? [^\\n]*XDG_CACHE_HOME[^\\n]+\\n");

    @TempDir
    private Path folder;

    /** What a backup was about to write when there was no room: the folders of a repository, in the order in which they get files. */
    private static final List<String> POINTS = List.of("locks", "data", "index", "snapshots");

    @Test
    void theRepositorysDiskAtAnyPoint() throws IOException {
        try (ControlPlane still = ControlPlane.start(options -> options.withoutControllerManager());
                SmallDisk disk = SmallDisk.on(folder.resolve("repository"))) {
            // Nobody writes any more, so that each backup needs the same room as the one before.
            still.apiServer().stop();
            Wait.until(
                    PATIENCE,
                    () -> still.etcd().count("/registry/masterleases/") == 0,
                    () -> new LabException("etcd does not come to rest"));
            Quay quay = Quay.onDirectory(folder, still);
            quay.must("repository", "init");
            quay.must(CREATE);
            Path base = folder.resolve("base");
            copy(disk.at(), base);
            long before = disk.used();
            fill(still);
            quay.must(CREATE);
            long needed = disk.used() - before;

            var seen = new HashSet<String>();
            // The last pages are those of the index, and then of the snapshot with its tags. One backup needs some more
            // or less than another, so that the way down begins above what one needed.
            var rooms = new ArrayDeque<>(List.of(0L, needed / 3, needed + 8 * SmallDisk.PAGE));
            for (int tries = 0; tries < TRIES && !seen.containsAll(POINTS); tries++) {
                long room = rooms.remove();
                String as = "room for " + room + " of " + needed;
                delete(disk.at());
                copy(base, disk.at());
                disk.leave(room);
                Ran ran = quay.run(CREATE);
                boolean enough = ran.code() == 0;
                if (rooms.isEmpty()) {
                    rooms.add(room - SmallDisk.PAGE - (enough ? disk.free() : 0));
                }
                if (enough) {
                    continue;
                }
                String point = Path.of(isToldInOneSentence(ran, NO_ROOM, as))
                        .getName(disk.at().getNameCount())
                        .toString();
                assertThat(backups(quay)).as(as).hasSize(1);
                disk.leaveMuch();
                if (!seen.add(point)) {
                    continue;
                }
                mustBeSound(quay, as);
                JsonNode next = Quay.json(quay.must(words(CREATE, "-o", "json")));
                assertThat(next.path("etcdBytes").asLong()).as(as).isGreaterThan((long) MEGABYTES * MEGABYTE);
                if (point.equals("snapshots")) {
                    assertThat(next.path("newBytes").asLong())
                            .as("%s: what had been stored and indexed is used again", as)
                            .isLessThan(MEGABYTE);
                }
                mustBeSound(quay, as);
            }
            assertThat(seen).containsExactlyInAnyOrderElementsOf(POINTS);
        }
    }

    @Test
    void theDiskOfTheWorkingCopyAndTheCache() throws IOException {
        try (ControlPlane cluster = ControlPlane.start(options -> options.withoutControllerManager());
                SmallDisk disk = SmallDisk.on(folder.resolve("cache"))) {
            Quay quay = Quay.onDirectory(folder, cluster);
            quay.must("repository", "init");
            quay.create();
            disk.leave(64 << 10);
            String place = isToldInOneSentence(quay.run("backup", "create", "--no-api"), NO_ROOM_TO_WORK, "cache");
            assertThat(place).startsWith(disk.at().toString());
            assertThat(backups(quay)).hasSize(1);
            assertThat(quay.restic().must("check")).contains("no errors were found");

            // Half a backup is better than none, and it is said that it is half of one.
            Ran half = quay.run("backup", "create");
            assertThat(half.code()).as(half.err()).isEqualTo(3);
            assertThat(half.err())
                    .contains("orking copy of etcd's snapshot", "incomplete")
                    .doesNotContain("Exception");
            assertThat(backups(quay)).hasSize(2);
            assertThat(backups(quay).findValuesAsText("complete")).containsExactlyInAnyOrder("true", "false");

            // What cannot be kept in the cache is only slower.
            delete(disk.at());
            disk.leave(0);
            quay.must("backup", "create", "--no-etcd");
            disk.leaveMuch();
            assertThat(quay.create().path("complete").asBoolean()).isTrue();
            mustBeSound(quay, "cache");
        }
    }

    /** What the sentence is about. */
    private static String isToldInOneSentence(Ran ran, Pattern sentence, String as) {
        assertThat(ran.code()).as(as + ": " + ran.err()).isEqualTo(1);
        assertThat(ran.out()).as(as).isEmpty();
        assertThat(ran.err()).as(as).hasLineCount(1).doesNotContain("Exception").matches(sentence);
        Matcher matcher = sentence.matcher(ran.err());
        assertThat(matcher.matches()).isTrue();
        return matcher.group(1);
    }

    /** Tags that no compression makes smaller: with them a snapshot has several pages. */
    private static String tags() {
        var random = new Random(7);
        return Stream.generate(() -> Long.toHexString(random.nextLong()))
                .limit(1_500)
                .collect(Collectors.joining(","));
    }

    private static String[] words(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    private static JsonNode backups(Quay quay) {
        return Quay.json(quay.must("backup", "list", "-o", "json")).path("backups");
    }

    private static void mustBeSound(Quay quay, String as) {
        assertThat(quay.restic().must("check")).as(as).contains("no errors were found");
        for (JsonNode backup : backups(quay)) {
            assertThat(quay.must("backup", "verify", backup.path("id").asText()))
                    .as(as)
                    .contains("is sound");
        }
    }

    private static void fill(ControlPlane cluster) {
        var random = new Random(6);
        for (int i = 0; i < MEGABYTES; i++) {
            var noise = new byte[MEGABYTE];
            random.nextBytes(noise);
            cluster.etcd().put(Map.of("/ballast/" + i, noise));
        }
    }

    /** Deletes what is in a directory. */
    private static void delete(Path directory) throws IOException {
        try (var all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(directory)) {
                    Files.delete(path);
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path copy = to.resolve(from.relativize(path));
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy);
                }
            }
        }
    }
}
