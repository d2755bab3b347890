package dev.jangada.backup.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What Jangada adds to restic's rules. A backup is written as its day of November, then c or i for complete or not, then v if verified, p or q for two parts. */
class RetentionTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final RetentionPolicy ONE = RetentionPolicy.NONE.keep(Bucket.LAST, 1);

    private final List<Candidate> backups = new ArrayList<>();
    private final List<Proof> proofs = new ArrayList<>();

    private void cluster(String name, String... written) {
        for (String backup : written) {
            int day = Integer.parseInt(backup.replaceAll("[a-z]", ""));
            backups.add(new Candidate(
                    name + "-" + backup,
                    Instant.parse("2026-11-01T03:00:00Z")
                            .plusSeconds((day - 1) * 86_400L)
                            .atZone(ZoneOffset.UTC),
                    name,
                    backup.contains("t") ? Set.of("keep-me") : Set.of(),
                    !backup.contains("i"),
                    backup.contains("v"),
                    backup.replaceAll("[^p-q]", "")));
        }
    }

    private RetentionPlan plan(RetentionPolicy policy) {
        return retention().plan(policy);
    }

    private Retention retention() {
        return new Retention(backups, proofs, Retention.USUAL_EVIDENCE, NOW);
    }

    private static List<String> kept(RetentionPlan plan) {
        return plan.kept().stream().map(kept -> kept.backup().id()).toList();
    }

    @Test
    void everyClusterIsJudgedByItself() {
        cluster("b", "27c", "26c");
        cluster("a", "20c", "19c", "1c");
        RetentionPlan plan = plan(ONE);
        assertThat(kept(plan)).containsExactly("a-20c", "b-27c");
        assertThat(plan.removed()).extracting(Candidate::id).containsExactly("a-19c", "a-1c", "b-26c");
    }

    @Test
    void partsNeverTakeThePlaceOfWholeOnesAndEqualOnesAreJudgedTogether() {
        cluster("a", "27cp", "26cq", "25cpv", "24c", "23c", "22cp");
        assertThat(kept(plan(ONE))).containsExactly("a-27cp", "a-26cq", "a-24c");
        assertThat(kept(plan(RetentionPolicy.NONE.keep(Bucket.LAST, 2))))
                .containsExactly("a-27cp", "a-26cq", "a-25cpv", "a-24c", "a-23c");
        assertThatThrownBy(() -> retention().remove(Set.of("a-24c"), false))
                .hasMessageContaining("newest complete backup of a");
        assertThat(retention().remove(Set.of("a-27cp", "a-25cpv"), false).removed())
                .hasSize(2);
    }

    @Test
    void whereAllCompleteOnesArePartsTheNewestOfThemStays() {
        cluster("a", "27cp", "26cp", "25i");
        RetentionPolicy other = RetentionPolicy.NONE.keepTagged(Set.of("never-given"));
        assertThat(kept(plan(other))).containsExactly("a-27cp", "a-25i");
    }

    @Test
    void aPolicyThatSaysNothingRemovesNothing() {
        cluster("a", "20c", "19i", "1cv");
        RetentionPlan plan = plan(RetentionPolicy.NONE.keep(Bucket.DAILY, 0));
        assertThat(plan.removed()).isEmpty();
        assertThat(plan.kept())
                .allSatisfy(kept -> assertThat(kept.reasons()).containsExactly(KeepReason.Safety.NO_RULE));
    }

    @Test
    void theNewestVerifiedBackupStaysWhateverThePolicySays() {
        cluster("a", "27c", "26c", "25cv", "24cv");
        RetentionPlan plan = plan(ONE);
        assertThat(kept(plan)).containsExactly("a-27c", "a-25cv");
        assertThat(plan.kept().getLast().reasons()).containsExactly(KeepReason.Safety.LAST_VERIFIED);
    }

    @Test
    void anIncompleteBackupThatIsVerifiedIsNoVerifiedBackup() {
        cluster("a", "27c", "26iv", "24cv");
        assertThat(kept(plan(ONE))).containsExactly("a-27c", "a-24cv");
    }

    @Test
    void somethingAlwaysStays() {
        RetentionPolicy other = RetentionPolicy.NONE.keepTagged(Set.of("never-given"));
        cluster("a", "27i", "26c", "25c");
        cluster("b", "27i", "26i");
        RetentionPlan plan = plan(other);
        assertThat(kept(plan)).containsExactly("a-26c", "b-27i");
        assertThat(plan.kept().getFirst().reasons()).containsExactly(KeepReason.Safety.LAST_COMPLETE);
        assertThat(plan.kept().getLast().reasons()).containsExactly(KeepReason.Safety.LAST_AT_ALL);
    }

    @Test
    void incompleteBackupsNeverTakeThePlaceOfCompleteOnes() {
        cluster("a", "27i", "26i", "25i", "24c", "23i", "22c", "21c");
        RetentionPolicy policy = RetentionPolicy.NONE.keep(Bucket.DAILY, 2);
        assertThat(kept(plan(policy))).containsExactly("a-27i", "a-26i", "a-24c", "a-22c");
    }

    @Test
    void whereNothingIsCompleteThePolicyCountsWhatThereIs() {
        cluster("a", "27i", "26i", "25i");
        assertThat(kept(plan(RetentionPolicy.NONE.keep(Bucket.DAILY, 2)))).containsExactly("a-27i", "a-26i");
    }

    @Test
    void agesAndTagsKeepIncompleteOnesToo() {
        cluster("a", "24c", "23i", "22c", "20i", "10it", "9c");
        RetentionPolicy policy =
                RetentionPolicy.NONE.keepWithin(Bucket.LAST, Age.parse("3d")).keepTagged(Set.of("keep-me"));
        assertThat(kept(plan(policy))).containsExactly("a-24c", "a-23i", "a-22c", "a-10it");
    }

    @Test
    void ageIsCountedFromTheNewestCompleteBackupNotFromToday() {
        cluster("a", "10c", "9c", "1c");
        assertThat(kept(plan(RetentionPolicy.NONE.keepWithin(Bucket.LAST, Age.parse("2d")))))
                .containsExactly("a-10c", "a-9c");
    }

    @Test
    void aBackupFromTheFutureDoesNotMakeTheOthersOld() {
        cluster("a", "400c", "27c", "26c", "1c");
        assertThat(kept(plan(RetentionPolicy.NONE.keepWithin(Bucket.LAST, Age.parse("2d")))))
                .containsExactly("a-400c", "a-27c", "a-26c");
    }

    @Test
    void whatIsNamedGoesAndNothingElse() {
        cluster("a", "27cv", "26c", "25c");
        RetentionPlan plan = retention().remove(Set.of("a-25c"), false);
        assertThat(plan.forgotten()).containsExactly("a-25c");
        assertThat(kept(plan)).containsExactly("a-27cv", "a-26c");
    }

    @Test
    void theLastGoodOneIsNotRemovedByNameEither() {
        cluster("a", "27c", "26cv", "25c", "24cv");
        cluster("b", "20i");
        assertRefused("a-26cv", "newest verified backup of a");
        assertRefused("a-27c", "newest complete backup of a");
        assertRefused("b-20i", "last backup of b");
        assertThat(kept(retention().remove(Set.of("a-24cv"), false))).hasSize(4);
        assertThat(retention().remove(Set.of("a-26cv", "b-20i"), true).forgotten())
                .containsExactly("a-26cv", "b-20i");
    }

    private void assertRefused(String id, String why) {
        assertThatThrownBy(() -> retention().remove(Set.of(id), false))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.REFUSED))
                .hasMessageContaining(why);
    }

    @Test
    void evidenceStaysWithItsBackupAndGoesWhenNobodyCanAskForItAnyMore() {
        cluster("a", "27c", "26c");
        proof("old-verify", "2025-09-01", "a-27c", "verify", true);
        proof("older-verify", "2025-08-01", "a-27c", "verify", true);
        proof("old-rehearsal", "2025-07-01", "gone", "rehearsal", true);
        proof("older-rehearsal", "2025-06-01", "gone", "rehearsal", true);
        proof("failed", "2025-08-02", "gone", "verify", false);
        proof("young", "2026-01-01", "gone", "verify", false);
        proof("of-26", "2025-09-02", "a-26c", "verify", true);
        assertThat(plan(ONE).removedProofs()).containsExactly("failed", "older-verify", "older-rehearsal");
        assertThat(plan(ONE.keep(Bucket.DAILY, 9)).removedProofs())
                .containsExactly("failed", "older-verify", "older-rehearsal");
        proof("newest", "2026-11-02", "a-27c", "verify", true);
        assertThat(plan(ONE).removedProofs())
                .containsExactly("of-26", "old-verify", "failed", "older-verify", "older-rehearsal");
    }

    private void proof(String id, String day, String backup, String kind, boolean good) {
        proofs.add(new Proof(id, Instant.parse(day + "T00:00:00Z"), "a", backup, kind, good));
    }

    @Test
    void reasonsAreToldInBothLanguages() {
        Locale portuguese = Locale.of("pt", "BR");
        var within = new KeepReason.Within(Bucket.DAILY, Age.parse("7d"), false);
        assertThat(within.in(Locale.ENGLISH)).isEqualTo("daily, within 7d");
        assertThat(within.in(portuguese)).isEqualTo("diário, dentro de 7d");
        assertThat(new KeepReason.Counted(Bucket.YEARLY, true).in(portuguese)).isEqualTo("anual, o mais antigo");
        assertThat(new KeepReason.Tagged(Set.of("b", "a")).in(Locale.ENGLISH)).isEqualTo("tag a,b");
        assertThat(KeepReason.Safety.LAST_VERIFIED.in(Locale.ENGLISH)).isEqualTo("newest verified");
    }
}
