package dev.jangada.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

    private static final Pattern COMMAND = Pattern.compile("^\\$ jangada (.*)$", Pattern.MULTILINE);

    @TempDir
    Path caches;

    private Ran demo(String... more) {
        return Ran.withEnvironment(
                Map.of(
                        "XDG_CACHE_HOME",
                        caches.toString(),
                        "XDG_STATE_HOME",
                        caches.resolve("state").toString()),
                false,
                Stream.concat(Stream.of("demo"), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void theTourRunsWithoutACluster() {
        Ran tour = demo();
        assertThat(tour.err()).isEmpty();
        assertThat(tour.code()).isZero();
        assertThat(tour.out())
                .contains("$ jangada get ")
                .contains("- Deployment.apps mail-0/gateway-9")
                .contains("+ Deployment.apps mail-0/test-do-not-delete")
                .contains("data.password")
                .contains("$ jangada restore plan ")
                .contains("kubectl-set")
                .contains("$ jangada etcd status ")
                .containsPattern("\\$ jangada diff etcd:\\S+/etcd-before\\.db etcd:\\S+/etcd\\.db -n mail-0")
                .containsPattern("\\$ jangada diff etcd:\\S+/etcd\\.db@\\d+ etcd:\\S+/etcd\\.db -n mail-0")
                .contains("Done: 3 data directories")
                .contains("Read back and compared")
                .contains("$ jangada backup list ")
                .contains("$ jangada diff backup:")
                .containsPattern("The backup [0-9a-f]{8} is sound")
                .doesNotContain("changed-by-mistake")
                .doesNotContain("imagePullPolicy"); // the same on both sides, only the image is another
    }

    @Test
    void whatItShowsCanBeTypedAfterwards() {
        Matcher commands = COMMAND.matcher(demo().out());
        int found = 0;
        while (commands.find()) {
            boolean makesDirectories = commands.group(1).startsWith("etcd restore ");
            // They are there already, and nothing is ever written over.
            assertThat(Ran.jangada(commands.group(1).split(" ")).code())
                    .as(commands.group())
                    .satisfies(code -> assertThat(code == 0 || code == 6).isEqualTo(!makesDirectories));
            found++;
        }
        assertThat(found).isEqualTo(17);
    }

    /** The two files are of one cluster: the first is what the second retains of its past, and what the dump has. */
    @Test
    void theFirstSnapshotIsThePastOfTheSecond() {
        Matcher then = Pattern.compile("--from (etcd:\\S+/etcd\\.db@\\d+)").matcher(demo().out());
        assertThat(then.find()).isTrue();
        Path folder = caches.resolve("jangada/demo");
        String before = "etcd:" + folder.resolve("etcd-before.db");
        Ran sameAsThen = Ran.jangada("diff", before, then.group(1), "--all");
        assertThat(sameAsThen.code()).as(sameAsThen.out()).isZero();
        Ran sameAsDumped = Ran.jangada("diff", "dump:" + folder.resolve("before"), before, "-n", "mail-0");
        assertThat(sameAsDumped.code()).as(sameAsDumped.out()).isZero();
        Ran accident = Ran.jangada("diff", before, "etcd:" + folder.resolve("etcd.db"), "-n", "mail-0");
        assertThat(accident.code()).isEqualTo(6);
        assertThat(accident.out()).contains("- Deployment.apps mail-0/gateway-9");
    }

    @Test
    void twoBackupsOfOneRepositoryAskForItsPassphraseOnce() throws IOException {
        Matcher diff =
                Pattern.compile("\\$ jangada diff (backup:\\S+) (backup:\\S+)").matcher(demo().out());
        assertThat(diff.find()).isTrue();
        Path backups = caches.resolve("jangada/demo/backups");
        Ran typed = Ran.typing(
                Map.of(),
                Files.readString(backups.resolve("repository-password")),
                "diff",
                diff.group(1),
                diff.group(2),
                "--repository",
                backups.resolve("repository").toString(),
                "--no-cache");
        assertThat(typed.code()).as(typed.err()).isEqualTo(6);
        assertThat(typed.err()).containsOnlyOnce("Passphrase of ");
    }

    @Test
    void whatItShowsIsQuotedForAShell() {
        caches = caches.resolve("a folder");
        assertThat(demo().out()).contains("$ jangada etcd status '" + caches);
    }

    @Test
    void aSecondTourTakesAwayWhatTheFirstHasMade() {
        assertThat(demo().code()).isZero();
        Ran again = demo();
        assertThat(again.code()).as(again.err()).isZero();
    }

    @Test
    void thePassphraseIsTheUsersAlone() throws IOException {
        demo();
        Path backups = caches.resolve("jangada/demo/backups");
        assertThat(Files.getPosixFilePermissions(backups.resolve("repository-password")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(backups)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void theTourSpeaksPortuguese() {
        Ran tour = demo("--lang", "pt-BR");
        assertThat(tour.code()).isZero();
        assertThat(tour.out()).contains("O que aconteceu?").contains("Não comparado");
    }
}
