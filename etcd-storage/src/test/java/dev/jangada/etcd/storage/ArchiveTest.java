package dev.jangada.etcd.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The old guide's archives of a member's directory. */
class ArchiveTest {

    private static final int PAGE = 4096;

    @TempDir
    Path folder;

    private Path archive;
    private byte[] db;

    @BeforeEach
    void readDatabase() throws IOException {
        archive = folder.resolve("backup.tgz");
        db = Files.readAllBytes(Fixtures.path(Fixtures.AHEAD_36).resolve("member/snap/db"));
    }

    @Test
    void isReadFromItsDatabaseAlone() throws IOException {
        Files.write(archive, compressed(tar("backup/member/snap/db", db)));
        try (EtcdFile file = open()) {
            assertThat(file.kind()).isEqualTo(EtcdFile.Kind.ARCHIVE);
            assertThat(file.mvcc().currentRevision()).isEqualTo(12);
            assertThat(codes(file)).containsExactly("archive-db-alone");
        }
        assertThat(folder.toFile().list()).as("nothing is left behind").containsExactly("backup.tgz");
    }

    @Test
    void needNotBeCompressed() throws IOException {
        Files.write(archive, tar("backup/member/snap/db", db));
        try (EtcdFile file = open()) {
            assertThat(file.kind()).isEqualTo(EtcdFile.Kind.ARCHIVE);
            assertThat(file.mvcc().currentRevision()).isEqualTo(12);
        }
    }

    @Test
    void thatIsCutOrHoldsSomethingElseIsRefused() throws IOException {
        byte[] whole = compressed(tar("backup/member/snap/db", db));
        for (int length : new int[] {5, 100, whole.length / 2}) {
            Files.write(archive, Arrays.copyOf(whole, length));
            refused(ExitCode.CORRUPT, "is cut short", this::open);
        }
        byte[] plain = tar("backup/member/snap/db", db);
        Files.write(archive, Arrays.copyOf(plain, plain.length / 2));
        refused(ExitCode.CORRUPT, "is cut short", this::open);
        Files.write(archive, compressed("no archive".repeat(100).getBytes(StandardCharsets.US_ASCII)));
        refused(ExitCode.CORRUPT, "no tar archive", this::open);
        Files.write(archive, compressed(tar("backup/readme", db)));
        refused(ExitCode.FAILED, "archive without an etcd database", this::open);
    }

    /** Damage behind what matters is told in a whole sentence. */
    @Test
    void thatIsCutBehindItsDatabaseIsRead() throws IOException {
        byte[] whole = compressed(tar("snap/db", db));
        Files.write(archive, Arrays.copyOf(whole, whole.length - 4));
        try (EtcdFile file = open()) {
            assertThat(codes(file)).containsExactly("archive-end-damaged", "archive-db-alone");
            assertThat(file.remarks().getFirst().in(Locale.ENGLISH))
                    .endsWith("behind the database, so that its own checksum says nothing of it.");
        }
    }

    /** Read, it is refused for the first fault; looked into, all that is wrong is listed. */
    @Test
    void everyFaultOfItsDatabaseIsFound() throws IOException {
        for (int page = 2; page < 5; page++) {
            db[PAGE * page] ^= 1;
        }
        Files.write(archive, compressed(tar("snap/db", db)));
        refused(ExitCode.CORRUPT, "is damaged", this::open);
        try (EtcdFile lies = EtcdFile.openAsItLies(archive, options(folder))) {
            assertThat(lies.kind()).isEqualTo(EtcdFile.Kind.ARCHIVE);
            assertThat(lies.verify(10).faults()).isNotEmpty();
        }
    }

    /** Often seen, and no archive. */
    @Test
    void compressedSnapshotIsToBeUncompressed() throws IOException {
        Files.write(archive, compressed(Files.readAllBytes(Fixtures.path(Fixtures.HISTORY_34))));
        refused(ExitCode.FAILED, "gunzip --keep " + archive, this::open);
    }

    @Test
    void directoryForTheUnpackedDatabaseIsNamed() throws IOException {
        Files.write(archive, compressed(tar("snap/db", db)));
        Path missing = folder.resolve("missing");
        String sentence = "there is no directory " + missing + " for it: name one in TMPDIR";
        refused(ExitCode.FAILED, sentence, () -> EtcdFile.open(archive, options(missing)));
        // The same for a database that is made of a member's file and its log.
        Path member = Fixtures.path(Fixtures.AHEAD_36);
        refused(ExitCode.FAILED, sentence, () -> EtcdFile.open(member, options(missing)));
        // Nobody, not even root, makes files there.
        Path nowhere = Path.of("/proc/self/task");
        refused(ExitCode.FAILED, "cannot be written in " + nowhere, () -> EtcdFile.open(archive, options(nowhere)));
    }

    private EtcdFile open() {
        return EtcdFile.open(archive, options(folder));
    }

    private static OpenOptions options(Path room) {
        return new OpenOptions(false, false, room);
    }

    private static void refused(ExitCode code, String sentence, ThrowingCallable opening) {
        assertThatThrownBy(opening)
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.exitCode()).isEqualTo(code);
                    assertThat(problem.in(Locale.of("pt", "BR"))).doesNotContain("null");
                })
                .hasMessageContaining(sentence)
                .message()
                .doesNotContain("null")
                .doesNotContain(".jangada");
    }

    private static List<String> codes(EtcdFile file) {
        return file.remarks().stream().map(Remark::code).toList();
    }

    private static byte[] compressed(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    /** An archive as tar writes it: other files before and after the one that matters. */
    private static byte[] tar(String name, byte[] content) {
        var out = new ByteArrayOutputStream();
        for (String each : List.of("backup/first", name, "backup/last")) {
            byte[] body = each.equals(name) ? content : new byte[700];
            byte[] header = new byte[512];
            byte[] text = each.getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(text, 0, header, 0, text.length);
            byte[] size = "%011o".formatted(body.length).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(size, 0, header, 124, size.length);
            header[156] = '0';
            System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, header, 257, 5);
            out.writeBytes(header);
            out.writeBytes(body);
            out.writeBytes(new byte[(512 - body.length % 512) % 512]);
        }
        out.writeBytes(new byte[1024]);
        return out.toByteArray();
    }
}
