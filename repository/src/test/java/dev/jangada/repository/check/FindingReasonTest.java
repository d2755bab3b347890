package dev.jangada.repository.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import dev.jangada.repository.backend.FaultyBackend;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.crypto.KeyFile;
import dev.jangada.repository.crypto.SealingKey;
import dev.jangada.repository.damage.Damage;
import dev.jangada.repository.format.Attributes;
import dev.jangada.repository.format.Blob;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.index.MasterIndex;
import dev.jangada.repository.play.FileTree;
import dev.jangada.repository.play.Play;
import dev.jangada.repository.problem.RepositoryMessage;
import dev.jangada.repository.repair.IndexRepair;
import dev.jangada.repository.store.SealedFiles;
import dev.jangada.repository.write.BlobWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check finds says why in the reader's language, and in words of Jangada's. */
class FindingReasonTest {

    private static final Locale BRAZIL = Locale.of("pt", "BR");

    @TempDir
    private Path place;

    private SealedFiles files;

    @BeforeEach
    void makeRepository() throws IOException {
        try (Repository repository = Play.init(place);
                var writer = repository.write(Optional.empty())) {
            writer.root().file("noise", Attributes.of(0600, Instant.EPOCH), FileTree.noise(new Random(1), 20_000));
            writer.finish(Play.snapshot("sound"));
        }
        SealingKey key = KeyFile.parse(Files.readAllBytes(only("keys")))
                .open(Play.passphrase())
                .orElseThrow();
        files = new SealedFiles(new LocalBackend(place), key);
    }

    /** The only file in a directory, or the longest. */
    private Path only(String below) throws IOException {
        try (var all = Files.walk(place.resolve(below))) {
            return all.filter(Files::isRegularFile)
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    private void says(Damage why, String english, String portuguese) {
        assertThat(why).hasToString(english);
        assertThat(why.in(BRAZIL)).isEqualTo(portuguese);
    }

    private void finds(PackSelection packs, String english, String portuguese) {
        try (Repository repository = Play.open(place)) {
            List<Finding> findings = repository.check(packs).findings();
            assertThat(findings).hasSize(1);
            says(
                    switch (findings.getFirst()) {
                        case Finding.DamagedFile file -> file.why();
                        case Finding.DamagedPack pack -> pack.why();
                        case Finding.BadTree tree -> tree.why();
                        case Finding other -> throw new AssertionError(other);
                    },
                    english,
                    portuguese);
        }
    }

    private void plantTree(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Id id = Id.of(bytes);
        var writer = new BlobWriter(files, new MasterIndex(), Play.options().writing());
        assertThat(writer.take(Blob.tree(id))).isTrue();
        writer.addTaken(Blob.tree(id), bytes);
        writer.flush();
        files.save(FileKind.SNAPSHOT, Play.snapshot("planted").apply(id).bytes());
    }

    @Test
    void aTreeThatNobodyCanReadDoesNotSendToTheCheckThatFoundIt() {
        plantTree("{\"nodes\":[{\"name\":\"a\",\"type\":\"portal\"}]}");
        finds(
                PackSelection.none(),
                "it has an entry of the type portal, which is not known",
                "tem uma entrada do tipo portal, que é desconhecido");
    }

    @Test
    void aTreeThatIsNoneDoesNotSayWhatAParserSays() {
        plantTree("caju");
        finds(PackSelection.none(), "it is no tree", "não é uma árvore");
    }

    @Test
    void aFileThatIsNoIndexDoesNotSayWhatAParserSays() {
        files.save(FileKind.INDEX, "{\"packs\":[caju]}".getBytes(StandardCharsets.UTF_8));
        finds(PackSelection.none(), "it is no index", "não é um índice");
    }

    @Test
    void aKeyOfAnotherKind() throws IOException {
        byte[] key = "{\"kdf\":\"md5\"}".getBytes(StandardCharsets.UTF_8);
        Files.write(place.resolve("keys").resolve(Id.of(key).toString()), key);
        finds(PackSelection.none(), "its key derivation is not scrypt", "a derivação da chave não é scrypt");
    }

    @Test
    void aPackThatIsChanged() throws IOException {
        Path pack = only("data");
        byte[] bytes = Files.readAllBytes(pack);
        bytes[20] ^= 1;
        Files.write(pack, bytes);
        String blob = Id.of(FileTree.noise(new Random(1), 20_000)).brief();
        finds(
                PackSelection.all(),
                "the blob " + blob + ": it was changed after it was encrypted, or encrypted with another key",
                "o blob " + blob + ": foi mudado depois de cifrado, ou cifrado com outra chave");
    }

    @Test
    void aPackThatIsTooShort() throws IOException {
        Path pack = only("data");
        byte[] bytes = Files.readAllBytes(pack);
        assertThat(bytes).hasSize(20_105);
        Files.write(pack, Arrays.copyOf(bytes, 20_000));
        finds(PackSelection.none(), "it is 20,000 bytes long, not 20,105", "tem 20.000 bytes, e não 20.105");

        Files.delete(only("index"));
        try (Repository repository = Play.open(place)) {
            IndexRepair repair = repository.repairIndex(false);
            assertThat(repair.unreadablePacks()).hasSize(1);
            Damage why = repair.unreadablePacks().values().iterator().next();
            assertThat(why.toString()).startsWith("its header cannot be ").endsWith(" bytes long");
            assertThat(why.in(BRAZIL)).startsWith("seu cabeçalho não pode ter ").endsWith(" bytes");
        }
    }

    @Test
    void whatTheDiskDoesNotGiveIsDamage() throws IOException {
        Path pack = only("data");
        Files.delete(pack);
        Files.createDirectory(pack);
        finds(
                PackSelection.all(),
                "the disk does not give it: it is a directory",
                "o disco não o entrega: é um diretório");
    }

    @Test
    void aStoreThatDoesNotAnswerIsNoDamage() {
        var silent = new FaultyBackend(new LocalBackend(place), (call, handle) -> {
            if (handle.kind() == FileKind.PACK) {
                throw new Problem(ExitCode.FAILED, RepositoryMessage.UNREACHABLE, place, "a fault of the test");
            }
        });
        var checker = new Checker(new SealedFiles(silent, files.key()), CheckProgress.NONE);
        assertThatThrownBy(() -> checker.check(PackSelection.none()))
                .isInstanceOfSatisfying(
                        Problem.class, told -> assertThat(told.exitCode()).isEqualTo(ExitCode.FAILED));
    }
}
