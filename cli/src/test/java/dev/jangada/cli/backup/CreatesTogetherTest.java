package dev.jangada.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.cli.Ran;
import dev.jangada.lab.ChildJvm;
import dev.jangada.lab.CommandResult;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.Lab;
import dev.jangada.lab.SourceCluster;
import dev.jangada.lab.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several at one repository at once: those that only add get along, and who needs it alone is told who is there. */
@Lab
@Timeout(180)
final class CreatesTogetherTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private Quay quay;

    @BeforeEach
    @SuppressWarnings("NullAway")
    void repository(@SourceCluster ControlPlane cluster) throws IOException {
        quay = Quay.onDirectory(folder, cluster);
        quay.must("repository", "init");
    }

    @Test
    void twoCreatesAndAResticBackup() throws IOException, InterruptedException {
        Path file = folder.resolve("noise");
        var noise = new byte[40 << 20];
        new Random(7).nextBytes(noise);
        Files.write(file, noise);
        try (ChildJvm one = quay.start("backup", "create", "-o", "json");
                ChildJvm two = quay.start("backup", "create", "-o", "json")) {
            Process restic = quay.restic().start("backup", file.toString());
            String said = new String(restic.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(restic.waitFor()).as(said).isZero();
            for (ChildJvm each : new ChildJvm[] {one, two}) {
                CommandResult ended = each.awaitEnd(PATIENCE);
                assertThat(ended.exit()).as(ended.stderr()).isZero();
            }
        }
        assertThat(Quay.json(quay.must("backup", "list", "-o", "json")).path("backups"))
                .hasSize(2)
                .allMatch(backup -> backup.path("complete").asBoolean());
        for (JsonNode backup :
                Quay.json(quay.must("backup", "list", "-o", "json")).path("backups")) {
            quay.must("backup", "verify", backup.path("id").asText());
        }
        assertThat(quay.restic().must("check", "--read-data")).contains("no errors were found");
    }

    /** restic works as long as its pipe is held open. */
    @Test
    void whoNeedsItAloneIsToldWhoIsThere() throws IOException, InterruptedException {
        String id = quay.create().path("id").asText();
        Process working = quay.restic().start("backup", "--stdin", "--stdin-filename", "x");
        try {
            Wait.until(
                    PATIENCE,
                    () -> quay.must("repository", "info").contains("(PID " + working.pid() + ")"),
                    () -> new IllegalStateException("restic takes no lock"));
            Ran prune = quay.run("backup", "prune", "--yes");
            assertThat(prune.code()).as(prune.err()).isEqualTo(5);
            assertThat(prune.err())
                    .contains("is in use by", "PID " + working.pid())
                    .hasLineCount(1);
            // What only adds, and what only reads, goes on beside it.
            quay.create();
            quay.must("backup", "show", id);
        } finally {
            working.destroyForcibly().waitFor();
        }
        quay.restic().must("unlock");
        quay.must("backup", "prune", "--yes");
    }

    @Test
    void aCreateThatWorksIsNamedToo() {
        int attempts = 0;
        while (!refusedBesideACreate()) {
            assertThat(++attempts)
                    .as("creates that had ended before they were stopped")
                    .isLessThan(10);
        }
        quay.must("backup", "prune", "--yes");
        quay.must("repository", "check", "--read-data");
    }

    /** False if the create was so quick that there was nothing to be refused. */
    private boolean refusedBesideACreate() {
        Path locks = Path.of(quay.url()).resolve("locks");
        try (ChildJvm create = quay.start("backup", "create", "-o", "json")) {
            create.await(() -> holdsALock(locks) || create.out().contains("newBytes"), PATIENCE);
            create.signal("STOP");
            if (!holdsALock(locks)) {
                return false;
            }
            Ran prune = quay.run("backup", "prune", "--yes");
            assertThat(prune.code()).as(prune.err()).isEqualTo(5);
            assertThat(prune.err())
                    .contains("is in use by", "PID " + create.pid())
                    .hasLineCount(1);
            create.signal("CONT");
            CommandResult ended = create.awaitEnd(PATIENCE);
            assertThat(ended.exit()).as(ended.stderr()).isZero();
            return true;
        }
    }

    private static boolean holdsALock(Path locks) {
        try (var all = Files.list(locks)) {
            return all.anyMatch(path -> path.getFileName().toString().length() == 64);
        } catch (NoSuchFileException notYet) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
