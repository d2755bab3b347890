package dev.jangada.etcd.storage.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.etcd.storage.Fixtures;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a real member, whole and damaged. */
class WalTest {

    private static final String NAME = WalWriter.FIRST_FILE;

    @TempDir
    Path folder;

    private byte[] whole;

    @BeforeEach
    void read() throws IOException {
        whole = Files.readAllBytes(
                Fixtures.path(Fixtures.AHEAD_36).resolve("member/wal").resolve(NAME));
    }

    @Test
    void entriesBehindTheKnownOnesAreThere() throws IOException {
        try (Wal wal = open(whole, 16)) {
            assertThat(wal.lastIndex()).isEqualTo(20);
            assertThat(wal.state().commit()).isEqualTo(19);
            assertThat(wal.entry(20).term()).isEqualTo(2);
        }
        try (Wal wal = open(whole, 20)) {
            assertThat(wal.lastIndex()).isEqualTo(20);
        }
    }

    @Test
    void logThatEndsBeforeWhatIsKnownSaysWhere() throws IOException {
        try (Wal wal = open(whole, 30)) {
            assertThat(wal.lastIndex()).isEqualTo(30);
            assertThat(wal.reached()).isEqualTo(20);
        }
        // One that was just begun has no entry yet, but its name says which ones the file before it has.
        Files.delete(folder.resolve(NAME));
        Files.write(folder.resolve("0000000000000001-0000000000000015.wal"), new byte[0]);
        try (Wal wal = Wal.open(folder, 20)) {
            assertThat(wal.reached()).isEqualTo(20);
        }
    }

    @Test
    void logThatWasCutAnywhereEndsThere() throws IOException {
        for (int length = 0; length < whole.length; length += 3) {
            try (Wal wal = open(Arrays.copyOf(whole, length), 0)) {
                assertThat(wal.lastIndex()).as("cut at %d", length).isBetween(0L, 20L);
            }
        }
    }

    @Test
    void sectorThatWasNeverWrittenIsTheEnd() throws IOException {
        // etcd makes room ahead: zeros behind the end, and within the last record that a crash has torn.
        byte[] torn = Arrays.copyOf(whole, 64 << 10);
        Arrays.fill(torn, 1536, torn.length, (byte) 0);
        try (Wal wal = open(torn, 0)) {
            assertThat(wal.lastIndex()).isBetween(1L, 19L);
        }
    }

    @Test
    void changedBitIsFoundOrMeansNothing() throws IOException {
        int found = 0;
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            try (Wal wal = open(damaged, 0)) {
                assertThat(wal.lastIndex()).as("byte %d", at).isLessThanOrEqualTo(20);
            } catch (Problem problem) {
                found++;
                assertThat(problem.exitCode()).as("byte %d", at).isEqualTo(ExitCode.CORRUPT);
                assertThat(problem.in(Locale.of("pt", "BR"))).isNotBlank();
            }
        }
        // What is not found is padding, and a length of which nothing is left: etcd takes that for the end too.
        assertThat(found).isGreaterThan(whole.length * 8 / 10);
    }

    @Test
    void gapsAreRefused() throws IOException {
        Files.write(folder.resolve(NAME), whole);
        Files.write(folder.resolve("0000000000000002-0000000000000040.wal"), whole);
        assertThatThrownBy(() -> Wal.open(folder, 0)).hasMessageContaining("lacks file number 1");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> Wal.open(empty, 0)).hasMessageContaining("no write-ahead log");
        assertThatThrownBy(() -> Wal.open(folder.resolve("none"), 0)).isInstanceOf(Problem.class);
    }

    @Test
    void logThatBecomesShorterWhileItIsReadIsAProblemAndNoCrash() throws IOException {
        try (Wal wal = open(whole, 0)) {
            try (var channel = FileChannel.open(folder.resolve(NAME), StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
            assertThatThrownBy(() -> wal.entry(1))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.CORRUPT))
                    .hasMessageContaining("the disk reported an error");
        }
    }

    private Wal open(byte[] bytes, long after) throws IOException {
        Files.write(folder.resolve(NAME), bytes);
        return Wal.open(folder, after);
    }
}
