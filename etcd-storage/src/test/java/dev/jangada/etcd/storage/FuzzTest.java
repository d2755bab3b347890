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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files: never a crash, never without end, never without bound; found wherever a checksum or the structure tells
 * of it.
 */
class FuzzTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int PAGE = 4096;

    @TempDir
    Path folder;

    /** What became of a damaged file. */
    private enum Outcome {
        /** It was found. */
        FOUND,
        /** It is where nothing lies that counts: a free page, the gap behind a page's data, a field without meaning. */
        HARMLESS,
        /** It is inside a value or key, or a number that is possible; HashKV or the status hash tells of it. */
        IN_CONTENT
    }

    @Test
    void sampleOfDamage() throws IOException {
        run(400, 20_261_127);
    }

    @Test
    @Tag("full")
    void tenThousandDamages() throws IOException {
        run(10_000, 1);
    }

    private void run(int rounds, long seed) throws IOException {
        byte[] raw = database(seed);
        Reading sound = read(write(raw));
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        for (int round = 0; round < rounds; round++) {
            String about = "seed %d, round %d".formatted(seed, round);
            var random = new Random(seed * 31 + round);
            byte[] damaged = damage(raw.clone(), random);
            if (Arrays.equals(damaged, raw)) {
                continue;
            }
            Reading with = read(write(sealed(raw, damaged)));
            assertThat(with.found).as("with a trailer, %s", about).isTrue();
            Reading without = read(write(damaged));
            counts.merge(outcome(without, sound), 1, Integer::sum);
            read(write(truncated(damaged, random)));
        }
        assertThat(counts.getOrDefault(Outcome.FOUND, 0)).as("%s", counts).isGreaterThan(rounds / 4);
        assertThat(counts.getOrDefault(Outcome.IN_CONTENT, 0)).as("%s", counts).isPositive();
    }

    private static Outcome outcome(Reading damaged, Reading sound) {
        if (damaged.found) {
            return Outcome.FOUND;
        }
        return damaged.hash == sound.hash ? Outcome.HARMLESS : Outcome.IN_CONTENT;
    }

    private record Reading(boolean found, long hash) {}

    /** Everything that can be read of a file; only a problem that says that data are corrupt may come of it. */
    private Reading read(Path path) {
        return assertTimeoutPreemptively(PATIENCE, () -> {
            try (EtcdFile file = EtcdFile.open(path, OpenOptions.standard())) {
                Check check = file.verify(50);
                check.faults().forEach(fault -> {
                    assertThat(fault.in(Locale.ENGLISH)).isNotBlank();
                    assertThat(fault.problem().in(Locale.of("pt", "BR"))).isNotBlank();
                });
                return new Reading(!check.faults().isEmpty(), readAll(file));
            } catch (Problem problem) {
                assertThat(problem.exitCode()).isEqualTo(ExitCode.CORRUPT);
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

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("damaged"), bytes);
    }

    /** The trailer of the sound content behind the damaged one. */
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

    private static byte[] truncated(byte[] bytes, Random random) {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }

    private static byte[] damage(byte[] bytes, Random random) {
        ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int pages = bytes.length / PAGE;
        int page = random.nextInt(pages) * PAGE;
        switch (random.nextInt(8)) {
            case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[page + random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
            case 2 -> view.putShort(page + 10, (short) random.nextInt());
            case 3 -> view.putInt(page + 12, random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(pages));
            case 4 -> {
                int other = random.nextInt(pages) * PAGE;
                byte[] kept = Arrays.copyOfRange(bytes, page, page + PAGE);
                System.arraycopy(bytes, other, bytes, page, PAGE);
                System.arraycopy(kept, 0, bytes, other, PAGE);
            }
            case 5 -> {
                // An element of a branch, or something like it, that leads elsewhere: circles, pages used twice.
                int element = page + 16 + 16 * random.nextInt(8);
                view.putLong(element + 8, random.nextInt(pages + 2));
            }
            case 6 -> view.putInt(page + 16 + 4 * random.nextInt(16), random.nextInt());
            default -> Arrays.fill(bytes, page, page + PAGE, (byte) random.nextInt(256));
        }
        return bytes;
    }

    /** A database with every kind of page: branches, overflowing leaves, inline buckets, a compaction, deletions. */
    private byte[] database(long seed) throws IOException {
        Path file = folder.resolve("sound");
        var random = new Random(seed);
        try (BoltWriter writer = BoltWriter.create(file)) {
            writer.bucket("alarm");
            writer.bucket("key");
            for (int revision = 2; revision < 1_200; revision++) {
                byte[] key = ("/registry/" + List.of("pods", "leases").get(random.nextInt(2)) + "/a/"
                                + random.nextInt(300))
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
