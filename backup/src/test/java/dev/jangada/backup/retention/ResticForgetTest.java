package dev.jangada.backup.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jangada.backup.play.PlainRepository;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.store.SealedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random backups and policies, judged by this room and by the real restic. */
class ResticForgetTest {

    private static final List<ZoneId> ZONES = java.util.stream.Stream.of(
                    "UTC", "America/Sao_Paulo", "Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns")
            .map(ZoneId::of)
            .toList();
    private static final List<Bucket> BUCKETS = List.of(Bucket.values());
    private static final List<String> TAGS = List.of("nightly", "before-upgrade", "keep");

    @Test
    void keepsWhatResticKeeps(@TempDir Path directory) throws IOException {
        compare(directory, 1, 3, 6);
    }

    @Test
    @Tag("full")
    void keepsWhatResticKeepsInManyCases(@TempDir Path directory) throws IOException {
        compare(directory, 1000, 20, 25);
    }

    private static void compare(Path directory, long firstSeed, int sets, int policies) throws IOException {
        int removed = 0;
        for (int i = 0; i < sets; i++) {
            long seed = firstSeed + i;
            var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            ZoneId zone = ZONES.get(i % ZONES.size());
            Path repository = directory.resolve("r" + i);
            List<Candidate> backups = backups(repository, random, zone);
            for (int j = 0; j < policies; j++) {
                RetentionPolicy policy = policy(random);
                RetentionPlan plan =
                        new Retention(backups, List.of(), Retention.USUAL_EVIDENCE, Instant.now()).plan(policy);
                removed += plan.removed().size();
                assertThat(told(plan))
                        .as("seed %d, policy %d in %s: %s", seed, j, zone, options(policy))
                        .isEqualTo(told(repository, zone, policy));
            }
        }
        assertThat(removed).as("policies that remove nothing prove nothing").isPositive();
    }

    /** Backups of several clusters, in bursts, many around changes of clocks and ends of months. */
    private static List<Candidate> backups(Path directory, RandomGenerator random, ZoneId zone) throws IOException {
        PlainRepository.init(directory).close();
        var files = new SealedFiles(new LocalBackend(directory), PlainRepository.key(directory));
        var backups = new ArrayList<Candidate>();
        for (int cluster = 0; cluster < 4; cluster++) {
            Set<Instant> times = new TreeSet<>();
            int clumps = 2 + random.nextInt(5);
            for (int clump = 0; clump < clumps; clump++) {
                Instant near = near(random, zone);
                int count = 1 + random.nextInt(12);
                long step = List.of(600, 3600, 7200, 86_400, 7 * 86_400, 31 * 86_400)
                        .get(random.nextInt(6));
                for (int i = 0; i < count; i++) {
                    times.add(near.plusSeconds(i * step + random.nextInt(600)));
                }
            }
            for (Instant time : times) {
                ZoneId own =
                        random.nextInt(8) == 0 ? ZoneOffset.ofTotalSeconds((random.nextInt(49) - 24) * 1800) : zone;
                backups.add(backup(files, time.atZone(own), "cluster-" + cluster, tags(random), zone));
            }
        }
        return backups;
    }

    private static Instant near(RandomGenerator random, ZoneId zone) {
        Instant any = Instant.parse("2014-06-01T00:00:00Z").plusSeconds(random.nextLong(11L * 365 * 86_400));
        var change = zone.getRules().nextTransition(any);
        return change != null && random.nextBoolean()
                ? change.getInstant().minusSeconds(random.nextInt(86_400 * 3))
                : any;
    }

    private static Set<String> tags(RandomGenerator random) {
        var tags = new TreeSet<String>();
        while (random.nextInt(3) == 0) {
            tags.add(TAGS.get(random.nextInt(TAGS.size())));
        }
        return tags;
    }

    /** Writes the document, and knows it as restic will, which takes an offset that is also the machine's for the machine's zone. */
    private static Candidate backup(
            SealedFiles files, ZonedDateTime time, String cluster, Set<String> tags, ZoneId machine) {
        String json = "{\"time\":\"%s\",\"tree\":\"%s\",\"paths\":[\"/\"],\"hostname\":\"%s\",\"tags\":%s}"
                .formatted(
                        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time),
                        Id.of(new byte[0]),
                        cluster,
                        tags.isEmpty() ? "null" : "[\"" + String.join("\",\"", tags) + "\"]");
        Id id = files.save(FileKind.SNAPSHOT, json.getBytes(StandardCharsets.UTF_8));
        ZonedDateTime local = time.withZoneSameInstant(machine);
        boolean same = local.getOffset().equals(time.getOffset());
        return new Candidate(id.toString(), same ? local : time.withFixedOffsetZone(), cluster, tags, true, false);
    }

    private static RetentionPolicy policy(RandomGenerator random) {
        RetentionPolicy policy = RetentionPolicy.NONE;
        int rules = 1 + random.nextInt(4);
        for (int i = 0; i < rules; i++) {
            Bucket bucket = BUCKETS.get(random.nextInt(BUCKETS.size()));
            policy = switch (random.nextInt(8)) {
                case 0, 1, 2 -> policy.keep(bucket, 1 + random.nextInt(9));
                case 3 -> random.nextInt(4) == 0 ? policy.keep(bucket, RetentionPolicy.ALL) : policy.keep(bucket, 1);
                case 4, 5, 6 -> policy.keepWithin(bucket, age(random));
                default -> {
                    Set<String> tags = tags(random);
                    yield policy.keepTagged(tags.isEmpty() ? Set.of("") : tags);
                }
            };
        }
        return policy;
    }

    private static Age age(RandomGenerator random) {
        return switch (random.nextInt(5)) {
            case 0 -> new Age(0, 0, 0, 1 + random.nextInt(100));
            case 1 -> new Age(0, 0, 1 + random.nextInt(60), random.nextInt(30));
            case 2 -> new Age(0, 1 + random.nextInt(30), random.nextInt(40), 0);
            case 3 -> new Age(1 + random.nextInt(5), random.nextInt(14), random.nextInt(3), 0);
            default -> new Age(0, 1, 0, 0);
        };
    }

    private static List<String> options(RetentionPolicy policy) {
        var options = new ArrayList<String>();
        new TreeMap<>(policy.counts()).forEach((bucket, count) -> {
            options.add("--keep-" + bucket.name().toLowerCase(java.util.Locale.ROOT));
            // This restic does not know the word unlimited yet.
            options.add(count == RetentionPolicy.ALL ? "1000000" : count.toString());
        });
        new TreeMap<>(policy.ages()).forEach((bucket, age) -> {
            options.add(
                    bucket == Bucket.LAST
                            ? "--keep-within"
                            : "--keep-within-" + bucket.name().toLowerCase(java.util.Locale.ROOT));
            options.add(age.toString());
        });
        policy.tags().forEach(tags -> {
            options.add("--keep-tag");
            options.add(String.join(",", new TreeSet<>(tags)));
        });
        return options;
    }

    /** Each backup that stays with restic's words for it; those that nothing but safety keeps go in restic. */
    private static Map<String, Set<String>> told(RetentionPlan plan) {
        var told = new TreeMap<String, Set<String>>();
        for (RetentionPlan.Kept kept : plan.kept()) {
            var words = new TreeSet<String>();
            for (KeepReason reason : kept.reasons()) {
                // Newer than this restic, and about the last backup that is looked at: it changes nothing else.
                if (reason instanceof KeepReason.Counted(Bucket bucket, boolean first) && first
                        || reason instanceof KeepReason.Within(Bucket within, Age age, boolean last) && last) {
                    continue;
                }
                switch (reason) {
                    case KeepReason.Counted counted -> words.add(name(counted.bucket()) + " snapshot");
                    case KeepReason.Within within
                    when within.bucket() == Bucket.LAST -> words.add("within " + within.age());
                    case KeepReason.Within within -> words.add(name(within.bucket()) + " within " + within.age());
                    case KeepReason.Tagged tagged -> words.add("has tags " + new TreeSet<>(tagged.tags()));
                    case KeepReason.Safety safety -> assertThat(safety).isEqualTo(KeepReason.Safety.LAST_COMPLETE);
                }
            }
            if (!words.isEmpty()) {
                told.put(kept.backup().id(), words);
            }
        }
        return told;
    }

    private static String name(Bucket bucket) {
        return bucket.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static Map<String, Set<String>> told(Path directory, ZoneId zone, RetentionPolicy policy)
            throws IOException {
        var arguments = new ArrayList<>(List.of("forget", "--dry-run", "--json", "--group-by", "host"));
        arguments.addAll(options(policy));
        String said = PlainRepository.restic(directory, Map.of("TZ", zone.getId()), arguments);
        var told = new TreeMap<String, Set<String>>();
        JsonNode groups = new ObjectMapper().readTree(said);
        for (JsonNode group : groups) {
            // The list of reasons has snapshots without their ids, but in the order of those that are kept.
            for (int i = 0; i < group.path("reasons").size(); i++) {
                var words = new TreeSet<String>();
                group.path("reasons").get(i).path("matches").forEach(match -> words.add(match.asText()));
                told.put(group.path("keep").get(i).path("id").asText(), words);
            }
        }
        return told;
    }
}
