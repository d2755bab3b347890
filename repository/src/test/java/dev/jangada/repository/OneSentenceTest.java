package dev.jangada.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jangada.lab.S3Gateway;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.backend.s3.S3Backend;
import dev.jangada.repository.backend.s3.S3Location;
import dev.jangada.repository.crypto.KeyFile;
import dev.jangada.repository.format.Attributes;
import dev.jangada.repository.format.Blob;
import dev.jangada.repository.format.Configuration;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.lock.Holder;
import dev.jangada.repository.play.Bucket;
import dev.jangada.repository.play.FileTree;
import dev.jangada.repository.play.Play;
import dev.jangada.repository.play.Restic;
import dev.jangada.repository.write.Written;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong most is one sentence each, in both languages: what, where, and what to do. */
class OneSentenceTest {

    private static final Locale BRAZIL = Locale.of("pt", "BR");

    @TempDir
    private Path directory;

    private void says(ThrowingCallable work, String english, String portuguese) {
        Problem problem = catchThrowableOfType(Problem.class, work);
        assertThat(problem).as(english).isNotNull();
        assertThat(problem.in(Locale.ENGLISH).replace(directory.toString(), "DIR"))
                .isEqualTo(english);
        assertThat(problem.in(BRAZIL).replace(directory.toString(), "DIR")).isEqualTo(portuguese);
    }

    private void open(String passphrase) {
        Repository.open(new LocalBackend(directory), passphrase.toCharArray(), Play.options())
                .close();
    }

    @Test
    void notARepository() {
        says(
                () -> open(Play.PASSPHRASE),
                "DIR is not a repository, or an empty place: name the right one, or make it with jangada repository init.",
                "DIR não é um repositório, ou é um lugar vazio: informe o certo, ou crie-o com jangada repository init.");
    }

    @Test
    void aWrongPassphrase() {
        Play.init(directory).close();
        says(
                () -> open("guessed"),
                "The passphrase opens no key of DIR: check which passphrase belongs to this repository.",
                "A senha não abre nenhuma chave de DIR: verifique qual senha pertence a este repositório.");
    }

    @Test
    void versionOne() {
        Restic.on(directory, Play.PASSPHRASE).must("init", "--repository-version", "1");
        says(
                () -> open(Play.PASSPHRASE),
                "DIR has version 1 of the format, which this program does not read: bring it to version 2 with restic"
                        + " migrate upgrade_repo_v2.",
                "DIR tem a versão 1 do formato, que este programa não lê: leve-o à versão 2 com restic migrate"
                        + " upgrade_repo_v2.");
    }

    @Test
    void anUnknownVersion() throws IOException {
        Play.init(directory).close();
        try (var keys = Files.newDirectoryStream(directory.resolve("keys"))) {
            KeyFile key = KeyFile.parse(Files.readAllBytes(keys.iterator().next()));
            Files.write(
                    directory.resolve("config"),
                    new Configuration(7, "x", 0x25b468838dcb75L)
                            .seal(key.open(Play.passphrase()).orElseThrow()));
        }
        says(
                () -> open(Play.PASSPHRASE),
                "DIR has version 7 of the format, this program knows 2: use a newer one.",
                "DIR tem a versão 7 do formato, este programa conhece a 2: use um mais novo.");
    }

    @Test
    void aClockThatIsWrong() {
        var self = new Holder("elsewhere", "ana", 7, 0, 0);
        RepositoryOptions usual = Play.options();
        var theirs = new RepositoryOptions(
                usual.cache(),
                usual.backoff(),
                Clock.offset(Clock.systemUTC(), Duration.ofMinutes(90).plusSeconds(30)),
                self,
                usual.locks(),
                usual.newKeys(),
                usual.writing());
        Play.init(directory).close();
        try (Repository ahead = Repository.open(new LocalBackend(directory), Play.passphrase(), theirs);
                var lock = ahead.locks().own();
                Repository here = Play.open(directory)) {
            lock.ensureHeld();
            says(
                    () -> here.write(Optional.empty()),
                    "DIR is in use by ana@elsewhere (PID 7), whose clock is 90 minutes ahead of this machine's: wait"
                            + " until that has ended, and set the clocks.",
                    "DIR está em uso por ana@elsewhere (PID 7), cujo relógio está 90 minutos adiantado em relação a esta"
                            + " máquina: espere até que termine, e acerte os relógios.");
        }
    }

    @Test
    void aBucketThatIsMissingAndACertificateThatNobodyKnows() {
        try (S3Gateway gateway = S3Gateway.startWithTls()) {
            Bucket.useCredentials(gateway);
            var bucket = new Bucket(gateway, "nowhere", "r");
            says(
                    () -> Repository.open(new S3Backend(bucket.location()), Play.passphrase(), Play.options()),
                    "There is no bucket nowhere at " + gateway.endpoint() + ": create it, or correct its name.",
                    "Não existe o bucket nowhere em " + gateway.endpoint() + ": crie-o, ou corrija o nome.");
            var unknown =
                    new S3Location(URI.create(gateway.endpoint()), "nowhere", "r", S3Gateway.REGION, Optional.empty());
            says(
                    () -> Repository.open(new S3Backend(unknown), Play.passphrase(), Play.options()),
                    "The certificate of " + gateway.endpoint()
                            + " is not signed by anybody whom this machine trusts, or is not for that name: name the"
                            + " authority's certificate with the option for a CA file.",
                    "O certificado de " + gateway.endpoint()
                            + " não é assinado por ninguém em quem esta máquina confia, ou não é para esse nome: informe o"
                            + " certificado da autoridade com a opção para um arquivo de CA.");
        } finally {
            Bucket.forgetCredentials();
        }
    }

    @Test
    void aServerThatSpeaksNoTls() {
        try (S3Gateway gateway = S3Gateway.start()) {
            Bucket.useCredentials(gateway);
            String endpoint = gateway.endpoint().replace("http:", "https:");
            var location = new S3Location(URI.create(endpoint), "raft", "r", S3Gateway.REGION, Optional.empty());
            says(
                    () -> Repository.open(new S3Backend(location), Play.passphrase(), Play.options()),
                    endpoint + " does not speak TLS: correct the address, or write s3:http:// if the server is to be"
                            + " reached without it.",
                    endpoint + " não fala TLS: corrija o endereço, ou escreva s3:http:// se o servidor deve ser"
                            + " alcançado sem ele.");
        } finally {
            Bucket.forgetCredentials();
        }
    }

    @Test
    void aPackThatIsMissingDamagedOrTooShort() throws IOException {
        Written written;
        byte[] content = FileTree.noise(new Random(1), 1000);
        try (Repository repository = Play.init(directory);
                var writer = repository.write(Optional.empty())) {
            writer.root().file("f", Attributes.of(0600, Instant.EPOCH), content);
            written = writer.finish(Play.snapshot("x"));
        }
        Path pack;
        try (var packs = Files.walk(directory.resolve("data"))) {
            pack = packs.filter(
                            file -> Files.isRegularFile(file) && file.toFile().length() > 1000)
                    .findFirst()
                    .orElseThrow();
        }
        String name = directory.relativize(pack).toString();
        byte[] sound = Files.readAllBytes(pack);
        byte[] damaged = sound.clone();
        damaged[100] ^= 1;
        Files.write(pack, damaged);
        cannotRead(
                written,
                content,
                "it was changed after it was encrypted, or encrypted with another key",
                "foi mudado depois de cifrado, ou cifrado com outra chave");
        Files.write(pack, Arrays.copyOf(sound, 500));
        cannotRead(written, content, name + " ends too early", name + " termina antes da hora");
        Files.delete(pack);
        cannotRead(written, content, name + " is not there", name + " não está lá");
    }

    private void cannotRead(Written written, byte[] content, String english, String portuguese) throws IOException {
        String blob = Id.of(content).brief();
        try (Repository repository = Play.open(directory)) {
            String pack = repository
                    .reloadIndex()
                    .find(Blob.data(Id.of(content)))
                    .getFirst()
                    .pack()
                    .brief();
            says(
                    () -> repository.tree(written.snapshot().tree()).read("f").readAllBytes(),
                    "The blob " + blob + " of DIR in the pack " + pack + " cannot be read (" + english
                            + "): find out with jangada repository check what that affects.",
                    "O blob " + blob + " de DIR no pack " + pack + " não pode ser lido (" + portuguese
                            + "): descubra com jangada repository check o que isso afeta.");
        }
    }
}
