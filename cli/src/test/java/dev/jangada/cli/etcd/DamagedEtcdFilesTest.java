package dev.jangada.cli.etcd;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.cli.Ran;
import dev.jangada.cli.SampleDumps;
import dev.jangada.kube.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no good etcd file is told in one sentence, with the right exit code, by whichever command meets it. */
class DamagedEtcdFilesTest {

    private static final int TRAILER = 32;

    @TempDir
    private static Path shared;

    private static Path snapshot;

    @TempDir
    private Path folder;

    @BeforeAll
    static void unpack() {
        snapshot = SampleDumps.unpack(shared).resolve("etcd.db");
    }

    private static void refused(int code, String sentence, String... arguments) {
        Ran ran = jangada(arguments);
        assertThat(ran.code())
                .as("%s%n%s", String.join(" ", arguments), ran.err())
                .isEqualTo(code);
        assertThat(ran.err()).contains(sentence).doesNotContain("Exception").doesNotContain("bug in Jangada");
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("file.db"), bytes);
    }

    @Test
    void aTruncatedFile() throws IOException {
        byte[] bytes = Files.readAllBytes(snapshot);
        String cut = file(Arrays.copyOf(bytes, bytes.length / 2 / 4096 * 4096)).toString();
        refused(4, "is cut short", "etcd", "verify", cut);
        refused(4, "is cut short", "etcd", "status", cut);
        refused(4, "is cut short", "get", "pods", "--from", "etcd:" + cut);
        refused(
                4,
                "is cut short",
                "etcd",
                "restore",
                cut,
                "--data-dir",
                folder.resolve("new").toString());
        assertThat(folder.resolve("new")).doesNotExist();
    }

    /** A changed letter inside a value: only the checksum can tell. */
    @Test
    void aChangedByte() throws IOException {
        byte[] bytes = Files.readAllBytes(snapshot);
        int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("changed-by-mistake");
        assertThat(at).isPositive();
        bytes[at]++;
        String changed = file(bytes).toString();
        Ran verified = jangada("etcd", "verify", changed);
        assertThat(verified.code()).isEqualTo(4);
        assertThat(verified.out()).contains("SHA-256");
        assertThat(verified.err()).contains("DAMAGED: 1 fault");
        refused(4, "SHA-256", "dump", folder.resolve("dump").toString(), "--from", "etcd:" + changed);
        refused(4, "SHA-256", "diff", "etcd:" + changed, "etcd:" + snapshot);
        refused(
                4,
                "SHA-256",
                "etcd",
                "restore",
                changed,
                "--data-dir",
                folder.resolve("new").toString());
        assertThat(folder.resolve("new")).doesNotExist();
        assertThat(folder.resolve("dump")).doesNotExist();
    }

    /** No member's file has such a size, so what was lost, or added, is of a snapshot. */
    @Test
    void aSnapshotThatIsShortByAByteOrLonger() throws IOException {
        byte[] bytes = Files.readAllBytes(snapshot);
        for (int length : new int[] {bytes.length - 1, bytes.length - 31, bytes.length + 1}) {
            String odd = file(Arrays.copyOf(bytes, length)).toString();
            Ran verified = jangada("etcd", "verify", odd);
            assertThat(verified.code()).as(verified.out()).isEqualTo(4);
            assertThat(verified.out()).contains("neither whole pages");
            String data = folder.resolve("new").toString();
            refused(4, "neither whole pages", "etcd", "restore", odd, "--data-dir", data);
            refused(4, "SHA-256", "dump", folder.resolve("dump").toString(), "--from", "etcd:" + odd);
            assertThat(folder.resolve("new")).doesNotExist();
            Ran status = jangada("etcd", "status", odd);
            assertThat(status.code()).isZero();
            assertThat(status.err()).contains("is damaged at its end").contains("truncate -s " + (bytes.length - 32));
        }
    }

    /** Also where it is too damaged to be opened. */
    @Test
    void aScriptGetsADocumentOfWhatIsWrong() throws IOException {
        byte[] bytes = Files.readAllBytes(snapshot);
        String cut = file(Arrays.copyOf(bytes, bytes.length - 33)).toString();
        Ran verified = jangada("etcd", "verify", cut, "-o", "json");
        assertThat(verified.code()).isEqualTo(4);
        JsonNode json = Json.mapper().readTree(verified.out());
        assertThat(json.path("formatVersion").asInt()).isOne();
        assertThat(json.path("file").asText()).isEqualTo(cut);
        assertThat(json.path("sound").asBoolean(true)).isFalse();
        assertThat(json.at("/faults/0/code").asText()).isEqualTo("truncated");
        assertThat(json.at("/faults/0/text").asText()).contains("is cut short");
        assertThat(verified.err()).contains("is cut short");
    }

    /** The directory that was made for the members goes with them. */
    @Test
    void aRestoreThatFailsLeavesNothing() throws IOException {
        byte[] bytes = Files.readAllBytes(snapshot);
        bytes[bytes.length - 1] ^= 1;
        String damaged = file(bytes).toString();
        Path all = folder.resolve("all");
        String[] restore = {
            "etcd", "restore", damaged, "--all-members", all.toString(), "--initial-cluster", "a=http://127.0.0.1:1"
        };
        refused(4, "SHA-256", restore);
        assertThat(all).doesNotExist();
        // One that was there before stays.
        Files.createDirectory(all);
        refused(4, "SHA-256", restore);
        assertThat(all).isEmptyDirectory();
    }

    /** A member's own file has no checksum: that is said, and the HashKV given to compare. */
    @Test
    void withoutAChecksumContentsCannotBeVerified() throws IOException {
        byte[] bytes = Files.readAllBytes(snapshot);
        String raw = file(Arrays.copyOf(bytes, bytes.length - TRAILER)).toString();
        Ran verified = jangada("etcd", "verify", raw);
        assertThat(verified.code()).isZero();
        assertThat(verified.out())
                .contains("contents are not verifiable: no checksum")
                .contains("HashKV");
        assertThat(Json.mapper()
                        .readTree(jangada("etcd", "verify", raw, "-o", "json").out())
                        .path("checksum")
                        .asText())
                .isEqualTo("none");
    }

    @Test
    void aTextAndADirectoryAndNothing() throws IOException {
        String text = file("apiVersion: v1\n".repeat(2000).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
        refused(4, "is no etcd database", "etcd", "status", text);
        refused(4, "is no etcd database", "get", "pods", "--from", "etcd:" + text);
        refused(1, "no data directory of an etcd member", "etcd", "status", folder.toString());
        refused(1, "does not exist", "etcd", "verify", folder.resolve("none").toString());
        refused(1, "does not exist", "get", "pods", "--from", "etcd:" + folder.resolve("none"));
        refused(2, "etcd:" + snapshot, "get", "pods", "--from", snapshot.toString());
    }

    @Test
    void revisionsThatAreNotThere() {
        refused(1, "does not hold revision 5 any more", "get", "pods", "--from", "etcd:" + snapshot + "@5");
        refused(1, "does not reach revision 99999", "get", "pods", "--from", "etcd:" + snapshot + "@99999");
        refused(1, "does not hold revision 5", "etcd", "keys", snapshot.toString(), "--rev", "5");
        refused(1, "does not reach", "etcd", "hashkv", snapshot.toString(), "--rev", "99999");
        refused(
                1,
                "does not hold revision 5",
                "etcd",
                "restore",
                snapshot.toString(),
                "--rev",
                "5",
                "--data-dir",
                folder.resolve("new").toString());
    }

    @Test
    void revisionsThatCannotBe() {
        String file = snapshot.toString();
        String data = folder.resolve("new").toString();
        refused(2, "There is no revision 0", "etcd", "restore", file, "--rev", "0", "--data-dir", data);
        refused(2, "There is no revision -5", "etcd", "restore", file, "--rev", "-5", "--data-dir", data);
        refused(2, "There is no revision -1", "etcd", "hashkv", file, "--rev", "-1");
        refused(2, "There is no revision -3", "etcd", "keys", file, "--rev", "-3");
        String[] far = {"etcd", "restore", file, "--data-dir", data, "--bump-revision", Long.toString(Long.MAX_VALUE)};
        refused(2, "room for those to come", far);
        assertThat(jangada(far).out()).isEmpty();
        refused(2, "has no name", "etcd", "restore", file, "--data-dir", data, "--name", "");
        assertThat(folder.resolve("new")).doesNotExist();
    }

    /** A name that leads out of the directory that was named for all. */
    @Test
    void namesThatAreNoDirectories() {
        String file = snapshot.toString();
        Path all = folder.resolve("all");
        for (String name : new String[] {"../escaped", "a/b", "/a", "..", "."}) {
            String cluster = name + "=http://127.0.0.1:1";
            String sentence = "member '" + name + "' cannot be that of its directory";
            refused(
                    2,
                    sentence,
                    "etcd",
                    "restore",
                    file,
                    "--all-members",
                    all.toString(),
                    "--initial-cluster",
                    cluster);
            refused(2, sentence, "etcd", "restore", file, "--name", name);
            assertThat(folder.toFile().list()).isEmpty();
        }
    }

    @Test
    void optionsThatDoNotGoTogether() {
        String file = snapshot.toString();
        refused(
                2,
                "--all-members means nothing without --initial-cluster",
                "etcd",
                "restore",
                file,
                "--all-members",
                "x");
        refused(
                2,
                "--name and --all-members do not go together",
                "etcd",
                "restore",
                file,
                "--all-members",
                "x",
                "--initial-cluster",
                "a=http://127.0.0.1:1",
                "--name",
                "a");
        refused(2, "no member b", "etcd", "restore", file, "--name", "b", "--initial-cluster", "a=http://127.0.0.1:1");
        refused(2, "keeps no history", "history", "pod", "x", "--from", "dump:y");
        refused(2, "one object", "history", "pods", "--from", "etcd:" + file);
    }
}
