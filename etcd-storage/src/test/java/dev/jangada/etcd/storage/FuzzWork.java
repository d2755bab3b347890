package dev.jangada.etcd.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.jangada.etcd.storage.bolt.BoltWriter;
import dev.jangada.etcd.storage.bolt.Check;
import dev.jangada.etcd.storage.mvcc.Encoding;
import dev.jangada.etcd.storage.mvcc.KeyRecord;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Reads damaged files, in a JVM whose heap is small; prints how many damages of which kind became of what: lines of
 * {@code KIND OUTCOME COUNT}.
 */
final class FuzzWork {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PAGE = 4096;
    private static final Mutation[] KINDS = Mutation.values();

    private final Path folder;

    private FuzzWork(Path folder) {
        this.folder = folder;
    }

    /** What became of a damaged file without a checksum. */
    enum Outcome {
        /** It was found. */
        FOUND,
        /** It is where nothing lies that counts: the gap behind a page's data, a field without meaning. */
        HARMLESS,
        /** It is inside a value or key, or a number that is possible; HashKV or the status hash tells of it. */
        IN_CONTENT,
        /** It has taken the checksum away, and nothing else: the rest is a database as a member has it. */
        WITHOUT_CHECKSUM
    }

    /** Takes a folder, how many damages, and a seed. */
    public static void main(String[] arguments) throws IOException {
        new FuzzWork(Path.of(arguments[0])).run(Integer.parseInt(arguments[1]), Long.parseLong(arguments[2]));
    }

    private void run(int rounds, long seed) throws IOException {
        var sound = new Mutation.Sound(database(seed));
        Reading before = read(sound.bytes());
        assertThat(before.found).isFalse();
        Map<String, Integer> counts = new TreeMap<>();
        for (int round = 0; round < rounds; round++) {
            Mutation kind = KINDS[round % KINDS.length];
            String about = "seed %d, round %d, %s".formatted(seed, round, kind);
            byte[] damaged = kind.of(sound, new Random(seed * 31 + round));
            if (Arrays.equals(damaged, sound.bytes())) {
                continue;
            }
            assertThat(read(sealed(sound.bytes(), damaged)).found)
                    .as("with a checksum, %s", about)
                    .isTrue();
            Outcome outcome = outcome(read(damaged), before);
            if (kind.structural()) {
                assertThat(outcome).as("without a checksum, %s", about).isEqualTo(Outcome.FOUND);
            }
            counts.merge(kind + " " + outcome, 1, Integer::sum);
        }
        sealed(sound.bytes(), rounds / KINDS.length, seed, counts);
        counts.forEach((what, count) -> System.out.println(what + " " + count));
    }

    /** Damages of the sealed file's end, where its size may say that there never was a checksum. */
    private void sealed(byte[] content, int rounds, long seed, Map<String, Integer> counts) throws IOException {
        byte[] sound = sealed(content, content);
        for (int round = 0; round < rounds; round++) {
            for (EndMutation kind : EndMutation.values()) {
                String about = "seed %d, round %d, %s".formatted(seed, round, kind);
                byte[] damaged = kind.of(sound, new Random(seed * 37 + round));
                boolean found = read(damaged).found;
                // A file of whole pages is a member's own, for all that anybody can tell.
                assertThat(found).as(about).isEqualTo(damaged.length < content.length || damaged.length % PAGE != 0);
                counts.merge(kind + " " + (found ? Outcome.FOUND : Outcome.WITHOUT_CHECKSUM), 1, Integer::sum);
            }
        }
    }

    private static Outcome outcome(Reading damaged, Reading sound) {
        if (damaged.found) {
            return Outcome.FOUND;
        }
        return damaged.hash == sound.hash ? Outcome.HARMLESS : Outcome.IN_CONTENT;
    }

    private record Reading(boolean found, long hash) {}

    /** Everything that can be read of a file; only a problem that says that data are corrupt may come of it. */
    private Reading read(byte[] bytes) throws IOException {
        Path path = Files.write(folder.resolve("damaged"), bytes);
        return assertTimeoutPreemptively(PATIENCE, () -> {
            try (EtcdFile file = EtcdFile.open(path, OpenOptions.standard())) {
                EtcdFile.Verified verified = file.verifyAndHash(50);
                Check check = verified.check();
                assertThat(verified.hash().isPresent()).isEqualTo(check.faults().isEmpty());
                check.faults().forEach(fault -> {
                    assertThat(fault.offset()).isBetween(0L, (long) bytes.length);
                    assertThat(fault.in(Locale.ENGLISH)).isNotBlank();
                    assertThat(fault.problem().exitCode()).isEqualTo(ExitCode.CORRUPT);
                    assertThat(fault.problem().in(Locale.of("pt", "BR"))).isNotBlank();
                });
                return new Reading(!check.faults().isEmpty(), readAll(file));
            } catch (Problem problem) {
                assertThat(problem.exitCode()).isEqualTo(ExitCode.CORRUPT);
                assertThat(problem.in(Locale.ENGLISH)).contains(path.toString());
                return new Reading(true, 0);
            }
        });
    }

    /** The status hash; 0 if the file cannot be read. */
    private static long readAll(EtcdFile file) {
        try {
            long revision = Math.max(file.mvcc().currentRevision(), 1);
            file.mvcc().at(revision).forEach(KeyRecord::valueBytes);
            file.mvcc().forEachRecord(KeyRecord::keyText);
            assertThat(file.mvcc().history("/registry/pods/a/1".getBytes(StandardCharsets.UTF_8)))
                    .isNotNull();
            assertThat(file.mvcc().hashKv(0).hashRevision()).isEqualTo(revision);
            return file.status(3).hash();
        } catch (Problem problem) {
            assertThat(problem.exitCode()).isEqualTo(ExitCode.CORRUPT);
            return 0;
        }
    }

    /** The checksum of the sound content behind the damaged one. */
    private static byte[] sealed(byte[] sound, byte[] damaged) {
        try {
            byte[] sealed = Arrays.copyOf(damaged, damaged.length + 32);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(sound);
            System.arraycopy(digest, 0, sealed, damaged.length, digest.length);
            return sealed;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A database with every kind of page: branches, overflowing leaves, inline buckets, a compaction, deletions. */
    private byte[] database(long seed) throws IOException {
        Path file = folder.resolve("sound");
        var random = new Random(seed);
        try (BoltWriter writer = BoltWriter.create(file)) {
            writer.bucket("alarm");
            writer.bucket("key");
            for (int revision = 2; revision < 1_200; revision++) {
                byte[] key = ("/registry/" + (random.nextBoolean() ? "pods" : "leases") + "/a/" + random.nextInt(300))
                        .getBytes(StandardCharsets.UTF_8);
                byte[] value = new byte[random.nextInt(200) == 0 ? 9_000 : random.nextInt(200)];
                random.nextBytes(value);
                boolean tombstone = random.nextInt(10) == 0;
                writer.put(
                        Encoding.revision(revision, 0, tombstone),
                        tombstone ? Encoding.tombstone(key) : Encoding.put(key, revision, revision, 1, value, 0));
            }
            writer.bucket("lease");
            writer.bucket("members");
            writer.bucket("meta");
            writer.put("consistent_index".getBytes(StandardCharsets.US_ASCII), Encoding.number(7));
            writer.put("finishedCompactRev".getBytes(StandardCharsets.US_ASCII), Encoding.revision(100, 0, false));
            writer.finish();
        }
        return Files.readAllBytes(file);
    }
}
