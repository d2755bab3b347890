package dev.jangada.cli.repository;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the repository is and what opens it: command line, environment, settings, person, in this order. */
class RepositoryAccessTest {

    @TempDir
    Path folder;

    private String place;
    private String right;
    private String wrong;

    @BeforeEach
    void make() throws IOException {
        place = folder.resolve("repository").toString();
        right = secret("right", "correct horse\n");
        wrong = secret("wrong", "wrong horse\n");
        Ran made = jangada("repository", "init", "-r", place, "--password-file", right, "--no-cache");
        assertThat(made.code()).as(made.err()).isZero();
    }

    private String secret(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file.toString();
    }

    private static Ran info(Map<String, String> environment, String... more) {
        String[] words = new String[more.length + 3];
        words[0] = "repository";
        words[1] = "info";
        words[2] = "--no-cache";
        System.arraycopy(more, 0, words, 3, more.length);
        return Ran.withEnvironment(environment, false, words);
    }

    @Test
    void theCommandLineStandsBeforeTheEnvironmentAndThatBeforeTheSettings() throws IOException {
        Path settings =
                Files.writeString(folder.resolve("j.yaml"), "repository: {url: repository, passwordFile: right}\n");
        String config = settings.toString();
        assertThat(info(Map.of(), "--config", config).code()).isZero();
        assertThat(info(Map.of("JANGADA_PASSWORD_FILE", wrong), "--config", config)
                        .code())
                .isEqualTo(1);
        assertThat(info(Map.of("JANGADA_PASSWORD", "wrong"), "--config", config, "--password-file", right)
                        .code())
                .isZero();
        Map<String, String> elsewhere = Map.of("JANGADA_REPOSITORY", folder.toString());
        assertThat(info(elsewhere, "--config", config).err()).contains(folder + " is not a repository");
        assertThat(info(elsewhere, "--config", config, "--repository", place).code())
                .isZero();
    }

    @Test
    void aPassphraseComesFromAVariableAFileOrAProgram() {
        assertThat(info(Map.of("JANGADA_PASSWORD", "correct horse"), "-r", place)
                        .code())
                .isZero();
        assertThat(info(Map.of("JANGADA_PASSWORD_FILE", right, "JANGADA_REPOSITORY", place))
                        .code())
                .isZero();
        assertThat(info(Map.of("JANGADA_PASSWORD_COMMAND", "cat '" + right + "'"), "-r", place)
                        .code())
                .isZero();
        assertThat(info(Map.of(), "-r", place, "--password-command", "cat " + right)
                        .code())
                .isZero();
    }

    @Test
    void aPersonIsAskedOnceAndThePassphraseIsNotShown() {
        Ran ran = Ran.typing(Map.of(), "correct horse\n", "repository", "info", "--no-cache", "-r", place);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err()).isEqualTo("Passphrase of " + place + ": \n");
        assertThat(ran.out()).doesNotContain("horse");
    }

    @Test
    void whatIsMissingOrDoesNotFitIsToldInOneSentence() throws IOException {
        told(2, "No repository is named", info(Map.of(), "--password-file", right));
        told(2, "nobody can be asked", info(Map.of(), "-r", place));
        told(1, "The passphrase opens no key", info(Map.of(), "-r", place, "--password-file", wrong));
        told(
                2,
                "both say where the passphrase is",
                info(Map.of(), "-r", place, "--password-file", right, "--password-command", "cat x"));
        told(
                2,
                "JANGADA_PASSWORD_FILE and JANGADA_PASSWORD both",
                info(Map.of("JANGADA_PASSWORD", "a", "JANGADA_PASSWORD_FILE", right), "-r", place));
        told(1, "has several lines", info(Map.of(), "-r", place, "--password-file", secret("two", "a\nb\n")));
        told(1, "is empty", info(Map.of(), "-r", place, "--password-file", secret("empty", "\n")));
        told(1, "There is no file", info(Map.of(), "-r", place, "--password-file", place + "/missing"));
        told(1, "ended with 1", info(Map.of(), "-r", place, "--password-command", "false"));
        command("There is no program no-such-program, which", "no-such-program");
        command("There is no program /no/such, which", "/no/such");
        String text = Files.writeString(folder.resolve("text"), "x").toString();
        command("This user may not run " + text + ", which", text);
        Path broken = Files.writeString(folder.resolve("broken"), "#!/no/such/interpreter\n");
        Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwx------"));
        command("does not run (no such file or directory).", broken.toString());
        told(2, "a quote is left open", info(Map.of(), "-r", place, "--password-command", "echo 'a"));
        told(2, "is no place for a repository", info(Map.of(), "-r", "sftp:host:/x", "--password-file", right));
    }

    private void command(String sentence, String program) {
        Ran ran = info(Map.of(), "-r", place, "--password-command", program);
        told(1, sentence, ran);
        assertThat(ran.err()).doesNotContain("Cannot run", "error:");
    }

    private static void told(int code, String sentence, Ran ran) {
        assertThat(ran.err()).contains(sentence).hasLineCount(1).doesNotContain("Exception");
        assertThat(ran.code()).as(ran.err()).isEqualTo(code);
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void aFileThatEverybodyCanOpenIsToldAndStillUsed() throws IOException {
        Files.setPosixFilePermissions(Path.of(right), PosixFilePermissions.fromString("rw-r--r--"));
        Ran ran = info(Map.of(), "-r", place, "--password-file", right);
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains("chmod 0600").hasLineCount(1);
    }

    @Test
    void theCacheIsWhereTheUserKeepsCachesAndForThisUserAlone() throws IOException {
        Path caches = folder.resolve("caches");
        Ran ran = Ran.withEnvironment(
                Map.of("XDG_CACHE_HOME", caches.toString()),
                false,
                "repository",
                "info",
                "-r",
                place,
                "--password-file",
                right);
        assertThat(ran.code()).as(ran.err()).isZero();
        if (Files.exists(caches)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(caches.resolve("jangada"))))
                    .isEqualTo("rwx------");
        }
    }
}
