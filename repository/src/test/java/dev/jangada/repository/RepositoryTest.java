package dev.jangada.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.check.PackSelection;
import dev.jangada.repository.crypto.KeyFile;
import dev.jangada.repository.format.Attributes;
import dev.jangada.repository.format.Configuration;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.play.FileTree;
import dev.jangada.repository.play.Play;
import dev.jangada.repository.play.Restic;
import dev.jangada.repository.write.Written;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryTest {

    private static final Attributes PLAIN = Attributes.of(0644, Instant.EPOCH);

    @TempDir
    private Path directory;

    private void refuses(String passphrase, ExitCode exitCode, String sentence) {
        assertThatThrownBy(() -> Repository.open(new LocalBackend(directory), passphrase.toCharArray(), Play.options()))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.exitCode()).isEqualTo(exitCode);
                    assertThat(problem.in(Locale.of("pt", "BR"))).isNotEqualTo(problem.getMessage());
                })
                .hasMessageContaining(sentence);
    }

    @Test
    void whatCannotBeOpenedIsOneSentenceEach() throws IOException {
        refuses(Play.PASSPHRASE, ExitCode.FAILED, "is not a repository, or an empty place");
        Play.init(directory).close();
        refuses("guessed", ExitCode.FAILED, "The passphrase opens no key");
        assertThatThrownBy(() -> Play.init(directory))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("is a repository already");

        Path config = directory.resolve("config");
        byte[] sound = Files.readAllBytes(config);
        Files.write(config, new byte[50]);
        refuses(Play.PASSPHRASE, ExitCode.CORRUPT, "The file config of");
        Files.write(config, sealed(3));
        refuses(Play.PASSPHRASE, ExitCode.FAILED, "has version 3 of the format");
        Files.write(config, sound);

        Path key = onlyFile("keys");
        byte[] soundKey = Files.readAllBytes(key);
        Files.writeString(key, "{}");
        refuses(Play.PASSPHRASE, ExitCode.CORRUPT, "is damaged");
        byte[] costly = new String(soundKey, StandardCharsets.UTF_8)
                .replace("\"N\":1024", "\"N\":1073741824")
                .getBytes(StandardCharsets.UTF_8);
        Files.write(key, costly);
        refuses(Play.PASSPHRASE, ExitCode.CORRUPT, "is damaged");
        Files.delete(key);
        Path whole = Files.write(key.resolveSibling(Id.of(costly).toString()), costly);
        refuses(Play.PASSPHRASE, ExitCode.FAILED, "as no honest one does");
        Files.delete(whole);
        refuses(Play.PASSPHRASE, ExitCode.CORRUPT, "has no key files");
    }

    private byte[] sealed(int version) throws IOException {
        KeyFile file = KeyFile.parse(Files.readAllBytes(onlyFile("keys")));
        return new Configuration(version, "x", 0x25b468838dcb75L)
                .seal(file.open(Play.passphrase()).orElseThrow());
    }

    private Path onlyFile(String below) throws IOException {
        try (var files = Files.newDirectoryStream(directory.resolve(below))) {
            return files.iterator().next();
        }
    }

    @Test
    void versionOneIsOneSentence() {
        Restic.on(directory, Play.PASSPHRASE).must("init", "--repository-version", "1");
        refuses(Play.PASSPHRASE, ExitCode.FAILED, "restic migrate upgrade_repo_v2");
    }

    /** An initialization that broke off leaves a key of another repository, which the same passphrase opens. */
    @Test
    void aKeyThatWasLeftBehindDoesNoHarm() throws IOException {
        for (int i = 0; i < 4; i++) {
            Play.init(directory).close();
            Files.delete(directory.resolve("config"));
        }
        Play.init(directory).close();
        Play.open(directory).close();
    }

    @Test
    void whatDidNotChangeNeedNotBeReadAgain() {
        byte[] text = "unchanged".getBytes(StandardCharsets.UTF_8);
        Attributes then = Attributes.of(0600, Instant.parse("2026-01-01T00:00:00Z"));
        Attributes now = Attributes.of(0600, Instant.parse("2026-01-02T00:00:00Z"));
        try (Repository repository = Play.init(directory)) {
            Written first;
            try (var writer = repository.write(Optional.empty())) {
                try (var below = writer.root().directory("d", PLAIN)) {
                    below.file("f", then, text);
                }
                first = writer.finish(Play.snapshot("x"));
            }
            Id root = first.snapshot().tree();
            try (var writer = repository.write(Optional.of(root))) {
                try (var below = writer.root().directory("d", PLAIN)) {
                    assertThat(below.unchangedFile("f", now, text.length)).isFalse();
                    assertThat(below.unchangedFile("f", then, 1)).isFalse();
                    assertThat(below.unchangedFile("g", then, text.length)).isFalse();
                    assertThat(below.unchangedFile("f", then, text.length)).isTrue();
                    assertThat(below.file("g", PLAIN, text)).isEqualTo(Id.of(text));
                }
                Written second = writer.finish(Play.snapshot("y"));
                assertThat(second.newBlobs()).as("two trees").isEqualTo(2);
                repository.reloadIndex();
                assertThat(repository.tree(second.snapshot().tree()).read("d/g"))
                        .hasBinaryContent(text);
            }
            assertThat(repository.check(PackSelection.all()).isSound()).isTrue();
        }
    }

    @Test
    void aFileThatCannotBeReadIsNotInTheDirectory() throws IOException {
        try (Repository repository = Play.init(directory);
                var writer = repository.write(Optional.empty())) {
            InputStream broken = new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("the disk is gone");
                }

                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    throw new IOException("the disk is gone");
                }
            };
            assertThatThrownBy(() -> writer.root().file("bad", PLAIN, broken)).hasMessage("the disk is gone");
            writer.root().file("good", PLAIN, new ByteArrayInputStream(FileTree.noise(new Random(1), 3_000_000)));
            Written written = writer.finish(Play.snapshot("x"));
            repository.reloadIndex();
            assertThat(repository.tree(written.snapshot().tree()).list(""))
                    .singleElement()
                    .satisfies(node -> {
                        assertThat(node.name()).isEqualTo("good");
                        assertThat(node.size()).isEqualTo(3_000_000);
                    });
        }
    }

    @Test
    void twoEntriesOfOneNameEndTheWriting() {
        try (Repository repository = Play.init(directory);
                var writer = repository.write(Optional.empty())) {
            writer.root().file("a", PLAIN, new byte[1]);
            writer.root().file("a", PLAIN, new byte[2]);
            assertThatThrownBy(() -> writer.finish(Play.snapshot("x"))).isInstanceOf(IllegalArgumentException.class);
            assertThat(repository.snapshots().all()).isEmpty();
        }
    }

    @Test
    void aCacheIsUsedAndHoldsNothingReadable() throws IOException {
        Path cache = directory.resolve("cache");
        RepositoryOptions options = Play.options().withCache(cache);
        Path place = directory.resolve("r");
        byte[] secret = "planted-value-planted-value".getBytes(StandardCharsets.UTF_8);
        Written written;
        try (Repository repository = Repository.init(new LocalBackend(place), Play.passphrase(), options)
                .repository()) {
            try (var writer = repository.write(Optional.empty())) {
                writer.root().file("planted-name", PLAIN, secret);
                written = writer.finish(Play.snapshot("planted-tag"));
            }
        }
        try (var files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain("planted");
            }
        }
        try (var kept = Files.walk(cache)) {
            assertThat(kept.filter(Files::isRegularFile)).hasSize(3);
        }
        try (Repository repository = Repository.open(new LocalBackend(place), Play.passphrase(), options)) {
            assertThat(repository.tree(written.snapshot().tree()).read("planted-name"))
                    .hasBinaryContent(secret);
            assertThat(repository.snapshots().resolve(written.id().brief())).isEqualTo(written.id());
            assertThatThrownBy(() -> repository.snapshots().resolve("zz")).isInstanceOf(Problem.class);
            RepositoryInfo info = repository.info();
            assertThat(info.snapshots()).isEqualTo(1);
            assertThat(info.packs()).isEqualTo(2);
            assertThat(info.keys()).isEqualTo(1);
        }
    }

    /** A heap that would not hold the file. */
    @Test
    void memoryDoesNotGrowWithTheFile() {
        try (var child = dev.jangada.lab.JavaCommand.of(LargeFile.class)
                .withOptions("-Xmx200m", "--enable-native-access=ALL-UNNAMED")
                .start(directory.toString())) {
            assertThat(child.awaitLine(line -> line.startsWith("read"), Duration.ofMinutes(3)))
                    .isEqualTo("read 300000000");
        }
    }

    /** A heap that would not hold the entries and three copies of their JSON. */
    @Test
    void aLargeDirectoryTakesLittleMoreThanItsJson() {
        try (var child = dev.jangada.lab.JavaCommand.of(LargeDirectory.class)
                .withOptions("-Xmx160m", "--enable-native-access=ALL-UNNAMED")
                .start(directory.toString())) {
            assertThat(child.awaitLine(line -> line.startsWith("one"), Duration.ofMinutes(3)))
                    .isEqualTo("one of 8 bytes among 150000");
        }
    }

    @Test
    @Tag("root")
    void aFullAndAReadOnlyDiskAreOneSentenceEach() throws Exception {
        Path small = Files.createDirectory(directory.resolve("small"));
        run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", small.toString());
        try (Repository repository = Play.init(small)) {
            try (var writer = repository.write(Optional.empty())) {
                writer.root().file("fits", PLAIN, new byte[1000]);
                writer.finish(Play.snapshot("x"));
            }
            assertThatThrownBy(() -> {
                        try (var writer = repository.write(Optional.empty())) {
                            writer.root().file("not", PLAIN, FileTree.noise(new Random(1), 6_000_000));
                            writer.finish(Play.snapshot("y"));
                        }
                    })
                    .isInstanceOf(Problem.class)
                    .hasMessageStartingWith("There is no room left");
            assertThat(repository.check(PackSelection.all()).isSound()).isTrue();
            Restic.on(small, Play.PASSPHRASE).mustCheckClean();
            run("mount", "-o", "remount,ro", small.toString());
            assertThatThrownBy(() -> repository.write(Optional.empty()))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("its file system is read-only");
            assertThat(repository.lockForReading()).isEmpty();
            assertThat(repository.check(PackSelection.all()).isSound()).isTrue();
        } finally {
            run("umount", "-l", small.toString());
        }
    }

    private static void run(String... words) throws Exception {
        assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).isZero();
    }
}
