package dev.jangada.cli.repository.command;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.cli.Ran;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.Wait;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a repository in a directory, and the real restic on the same. */
class RepositoryCommandsTest {

    private static final String PASSPHRASE = "correct horse";

    @TempDir
    Path folder;

    private String place;
    private String passwordFile;

    @BeforeEach
    void passphrase() throws IOException {
        place = folder.resolve("repository").toString();
        Path file = Files.writeString(folder.resolve("passphrase"), PASSPHRASE + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        passwordFile = file.toString();
    }

    private Ran on(String... words) {
        return with(passwordFile, words);
    }

    private Ran with(String file, String... words) {
        return jangada(Stream.concat(
                        Stream.concat(Stream.of("repository"), Stream.of(words)),
                        Stream.of("-r", place, "--password-file", file, "--no-cache"))
                .toArray(String[]::new));
    }

    private void init() {
        Ran made = on("init");
        assertThat(made.code()).as(made.err()).isZero();
    }

    private RealRestic restic() {
        return RealRestic.on(place, PASSPHRASE);
    }

    @Test
    void whereNobodyCanBeAskedInitNamesOptionsThatItHas() {
        Ran refused = jangada("repository", "init", "-r", place);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("--password-file").doesNotContain("--new-password-file", "--generate");
        assertThat(folder.resolve("repository")).doesNotExist();
    }

    @Test
    void whatInitMakesResticOpensAndASecondInitRefuses() throws IOException {
        Ran made = on("init");
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.out()).contains("is made at " + place);
        assertThat(made.err()).contains("key add --generate").contains("Do not keep it in the cluster");
        String id = Json.mapper()
                .readTree(restic().must("cat", "config"))
                .path("id")
                .asText();
        JsonNode info = Json.mapper().readTree(on("info", "-o", "json").out());
        assertThat(info.path("id").asText()).isEqualTo(id);
        assertThat(info.path("keys").asInt()).isEqualTo(1);
        Ran again = on("init");
        assertThat(again.code()).isEqualTo(5);
        assertThat(again.err()).contains("is a repository already").hasLineCount(1);
    }

    @Test
    void aPersonTypesANewPassphraseTwice() {
        Ran different = Ran.typing(Map.of(), "one\ntwo\n", "repository", "init", "-r", place, "--no-cache");
        assertThat(different.code()).isEqualTo(1);
        assertThat(different.err()).contains("are not the same");
        assertThat(Path.of(place)).doesNotExist();
        Ran empty = Ran.typing(Map.of(), "\n\n", "repository", "init", "-r", place, "--no-cache");
        assertThat(empty.code()).isEqualTo(1);
        Ran made = Ran.typing(Map.of(), "one\none\n", "repository", "init", "-r", place, "--no-cache");
        assertThat(made.code()).as(made.err()).isZero();
        RealRestic.on(place, "one").must("snapshots");
    }

    @Test
    void aLostIndexComesBackFromThePacks() throws IOException {
        init();
        Path data = Files.writeString(folder.resolve("data"), "caju");
        restic().must("backup", data.toString());
        try (Stream<Path> index = Files.list(Path.of(place).resolve("index"))) {
            for (Path file : index.toList()) {
                Files.delete(file);
            }
        }
        Ran damaged = on("check");
        assertThat(damaged.code()).isEqualTo(4);
        assertThat(damaged.err()).contains("jangada repository repair");
        assertThat(damaged.out()).contains("backups may need what is in it").doesNotContain("prune removes it");
        assertThat(on("check", "-o", "json").out())
                .contains("unused-pack", "backups may need what is in it")
                .doesNotContain("prune removes it");
        Ran repaired = on("repair");
        assertThat(repaired.code()).as(repaired.err()).isZero();
        assertThat(repaired.out()).contains("The index is made anew");
        Ran sound = on("check", "--read-data");
        assertThat(sound.code()).as(sound.out() + sound.err()).isZero();
        restic().must("check", "--read-data");
        assertThat(on("repair").out()).contains("nothing was changed");
    }

    @Test
    void keysComeAndGoAndTheLastOneStays() throws IOException {
        init();
        Ran added = on("key", "add", "--generate");
        assertThat(added.code()).as(added.err()).isZero();
        assertThat(added.out()).matches("([0-9a-hj-km-np-tv-z]{5}-){5}[0-9a-hj-km-np-tv-z]{5}\\R");
        assertThat(added.err()).contains("shown once").contains("is added");
        RealRestic.on(place, added.out().strip()).must("snapshots");
        JsonNode keys =
                Json.mapper().readTree(on("key", "list", "-o", "json").out()).path("keys");
        assertThat(keys).hasSize(2);
        String current = keys.path(0).path("id").asText();
        assertThat(keys.path(0).path("current").asBoolean()).isTrue();
        assertThat(on("key", "list").out()).contains(current.substring(0, 8)).contains("in use");
        Ran refused = on("key", "remove", current);
        assertThat(refused.code()).isEqualTo(5);
        assertThat(on("key", "remove", "zzzz").code()).isEqualTo(2);

        Path second = Files.writeString(folder.resolve("second"), added.out());
        Files.setPosixFilePermissions(second, PosixFilePermissions.fromString("rw-------"));
        Ran removed = with(second.toString(), "key", "remove", current);
        assertThat(removed.code()).as(removed.err()).isZero();
        assertThat(on("info").code()).isEqualTo(1);

        Ran changed = with(second.toString(), "key", "passwd", "--new-password-file", passwordFile);
        assertThat(changed.code()).as(changed.err()).isZero();
        assertThat(changed.err()).contains("may have kept what it opened");
        assertThat(on("info").code()).isZero();
        assertThat(with(second.toString(), "info").code()).isEqualTo(1);
        JsonNode generated = Json.mapper()
                .readTree(on("key", "passwd", "--generate", "-o", "json").out());
        assertThat(on("info").code()).isEqualTo(1);
        RealRestic.on(place, generated.path("passphrase").asText()).must("check");
    }

    @Test
    void aNewPassphraseWantsOnePlaceToComeFrom() {
        init();
        assertThat(on("key", "add").err()).contains("--generate").hasLineCount(1);
        assertThat(on("key", "add", "--generate", "--new-password-file", passwordFile)
                        .code())
                .isEqualTo(2);
        Ran typed = Ran.typing(Map.of(), "old\nnew\nnew\n", "repository", "key", "add", "-r", place, "--no-cache");
        assertThat(typed.code()).isEqualTo(1);
        Ran right = Ran.typing(
                Map.of(), PASSPHRASE + "\nnew\nnew\n", "repository", "key", "add", "-r", place, "--no-cache");
        assertThat(right.code()).as(right.err()).isZero();
        RealRestic.on(place, "new").must("snapshots");
    }

    @Test
    void aCheckFindsAFlippedByteAndSaysWhatIsLostAndWhatIsNot() throws IOException {
        init();
        Path data = Files.createDirectory(folder.resolve("data"));
        byte[] random = new byte[300_000];
        new Random(1).nextBytes(random);
        Files.write(data.resolve("lost"), random);
        restic().must("backup", data.toString());
        Path pack = largestPack();
        Files.writeString(data.resolve("sound"), "still here");
        Files.delete(data.resolve("lost"));
        restic().must("backup", data.toString());
        Ran sound = on("check", "--read-data");
        assertThat(sound.code()).as(sound.out()).isZero();
        assertThat(sound.out()).contains("is sound: 2 snapshots");
        assertThat(on("check").err()).contains("--read-data");
        assertThat(on("check", "--read-data-subset", "1/2").code()).isZero();
        assertThat(on("check", "--read-data-subset", "100%").out()).contains("were read whole");

        flip(pack);
        Ran damaged = on("check", "--read-data");
        assertThat(damaged.code()).isEqualTo(4);
        assertThat(damaged.out())
                .contains("is damaged")
                .contains("has lost one file")
                .contains(data.resolve("lost").toString())
                .contains("One snapshot is whole.");
        JsonNode json =
                Json.mapper().readTree(on("check", "--read-data", "-o", "json").out());
        assertThat(json.path("sound").asBoolean(true)).isFalse();
        assertThat(json.path("affected")).hasSize(1);
        assertThat(json.at("/affected/0/lostFiles").asInt()).isEqualTo(1);
        assertThat(json.path("findings").findValuesAsText("code")).contains("damaged-pack");
        Ran portuguese = on("check", "--read-data", "--lang", "pt-BR");
        assertThat(portuguese.out())
                .contains("perdeu um arquivo")
                .contains("Um snapshot está inteiro.")
                .containsPattern(
                        "O pack .{8} está danificado \\(o blob .{8}: foi mudado depois de cifrado, ou cifrado com"
                                + " outra chave\\), um blob nele está ilegível\\.");
        Ran programs = on("check", "--read-data", "-o", "json", "--lang", "pt-BR");
        assertThat(Json.mapper().readTree(programs.out()).path("findings").findValuesAsText("text"))
                .anySatisfy(text -> assertThat(text)
                        .contains("it was changed after it was encrypted, or encrypted with another key"));
    }

    @Test
    void aPartThatIsNoneIsTold() {
        for (String bad : List.of("3/2", "0/5", "1/257", "101%", "10", "all")) {
            Ran ran = on("check", "--read-data-subset", bad);
            assertThat(ran.code()).as(bad).isEqualTo(2);
            assertThat(ran.err()).contains("is no part of a repository");
        }
        assertThat(on("check", "--read-data", "--read-data-subset", "1/2").code())
                .isEqualTo(2);
    }

    private Path largestPack() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(place, "data"))) {
            return files.filter(Files::isRegularFile)
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    private static void flip(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(20);
            int old = bytes.read();
            bytes.seek(20);
            bytes.write(old ^ 1);
        }
    }

    @Test
    void aLockThatCannotBeReadIsToldWhereverLocksAre() throws IOException {
        init();
        String name = "ab".repeat(32);
        Path locks = Files.createDirectories(Path.of(place).resolve("locks"));
        Files.writeString(locks.resolve(name), "x");
        Ran info = on("info");
        assertThat(info.out()).containsPattern("Locks +1\\R").contains("The lock abababab cannot be read");
        JsonNode json = Json.mapper().readTree(on("info", "-o", "json").out());
        assertThat(json.path("locks")).isEmpty();
        assertThat(json.at("/unreadableLocks/0").asText()).isEqualTo(name);
        Ran stays = on("unlock");
        assertThat(stays.code()).isZero();
        assertThat(stays.out()).contains("The lock abababab cannot be read").contains("No lock was removed.");
        assertThat(stays.err()).contains("One lock is left").contains("--all");
        Ran gone = on("unlock", "--all");
        assertThat(gone.out()).contains("One lock was removed.");
        assertThat(gone.err()).isEmpty();
        assertThat(on("info").out()).doesNotContain("abababab");
    }

    @Test
    void aLockOfALivingProcessStaysAndThatOfADeadOneGoes() throws IOException, InterruptedException {
        init();
        Process working = restic().start("backup", "--stdin", "--stdin-filename", "x");
        try {
            Wait.until(
                    Duration.ofSeconds(30),
                    () -> on("info").out().contains("(PID " + working.pid() + ")"),
                    () -> new IllegalStateException("restic takes no lock"));
            Ran living = on("unlock");
            assertThat(living.code()).isZero();
            assertThat(living.out()).contains("No lock was removed.");
            assertThat(living.err()).contains("One lock is left").contains("--all");
        } finally {
            working.destroyForcibly().waitFor();
        }
        Ran dead = on("unlock");
        assertThat(dead.out()).contains("It is stale.").contains("One lock was removed.");
        assertThat(dead.err()).isEmpty();
        assertThat(Json.mapper().readTree(on("info", "-o", "json").out()).path("locks"))
                .isEmpty();
    }
}
