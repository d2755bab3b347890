package dev.jangada.backup.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jangada.backup.evidence.Evidence.By;
import dev.jangada.backup.evidence.Evidence.Kind;
import dev.jangada.backup.evidence.Evidence.Subject;
import dev.jangada.backup.evidence.Evidence.Verdict;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.play.PlainRepository;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.Handle;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.format.Attributes;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Snapshot;
import dev.jangada.repository.problem.RepositoryMessage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceStoreTest {

    private static final Subject BACKUP =
            new Subject(Id.of(new byte[] {1}).toString(), Instant.parse("2026-11-27T03:00:00.5Z"), "production", true);
    private static final Evidence VERIFIED = new Evidence(
            Kind.VERIFY,
            BACKUP,
            Instant.parse("2026-11-27T03:10:00Z"),
            Duration.ofMillis(12_345),
            Verdict.OK,
            new By("ana", "raft"),
            "jangada 1.2.3",
            Map.of("objects", 15_300L, "bytes", 1L << 33),
            List.of("etcd's snapshot was verified too."));

    @TempDir
    Path directory;

    @Test
    void isReadFromAnyWorkstationByItsDocumentAlone() {
        try (Repository here = PlainRepository.init(directory)) {
            new EvidenceStore(here).add(VERIFIED);
        }
        try (Repository there = PlainRepository.open(directory)) {
            var store = new EvidenceStore(there);
            List<EvidenceEntry> entries = store.list(Optional.of("production"));
            assertThat(entries).hasSize(1);
            EvidenceEntry entry = entries.getFirst();
            assertThat(entry.kind()).isEqualTo(Kind.VERIFY);
            assertThat(entry.about()).isEqualTo(BACKUP);
            assertThat(entry.begun()).isEqualTo(VERIFIED.begun());
            assertThat(entry.took()).isEqualTo(VERIFIED.took());
            assertThat(entry.verdict()).isEqualTo(Verdict.OK);
            assertThat(entry.by()).isEqualTo(VERIFIED.by());
            assertThat(entry.tool()).isEqualTo("jangada 1.2.3");
            assertThat(store.read(entry)).isEqualTo(VERIFIED);
            assertThat(store.list(Optional.of("another"))).isEmpty();
            assertThat(store.list(Optional.empty())).hasSize(1);
        }
    }

    @Test
    void aLockThatStaysIsTold() {
        PlainRepository.init(directory).close();
        Backend keeping = keepingLocks(new LocalBackend(directory));
        try (Repository repository =
                Repository.open(keeping, PlainRepository.PASSPHRASE.toCharArray(), PlainRepository.options())) {
            assertThat(new EvidenceStore(repository).add(VERIFIED).lockLeftBehind())
                    .hasValueSatisfying(left -> assertThat(left.code()).isEqualTo("lock-left"));
            assertThat(new EvidenceStore(repository).list(Optional.empty())).hasSize(1);
        }
    }

    /** What root's own directory cannot be made to do: refuse the deletion of locks. */
    private static Backend keepingLocks(Backend backend) {
        return (Backend) Proxy.newProxyInstance(
                Backend.class.getClassLoader(), new Class<?>[] {Backend.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("remove") && ((Handle) arguments[0]).kind() == FileKind.LOCK) {
                        throw new Problem(ExitCode.FAILED, RepositoryMessage.NOT_ALLOWED, backend.location());
                    }
                    try {
                        return method.invoke(backend, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void resticFindsItByItsTagsAndGivesTheFile() throws Exception {
        try (Repository repository = PlainRepository.init(directory)) {
            new EvidenceStore(repository).add(VERIFIED);
        }
        String dumped = PlainRepository.restic(
                directory,
                Map.of(),
                List.of(
                        "dump",
                        "--host",
                        "production",
                        "--tag",
                        "jangada-evidence,evidence=verify,verdict=ok",
                        "latest",
                        "/evidence.json"));
        var json = new ObjectMapper().readTree(dumped);
        assertThat(json.path("formatVersion").asInt()).isEqualTo(1);
        assertThat(json.path("seconds").asDouble()).isEqualTo(12.345);
        assertThat(json.path("numbers").path("objects").asLong()).isEqualTo(15_300);
        PlainRepository.restic(directory, Map.of(), List.of("check", "--read-data"));
    }

    @Test
    void isNoBackup() {
        try (Repository repository = PlainRepository.init(directory)) {
            new EvidenceStore(repository).add(VERIFIED);
            repository
                    .snapshots()
                    .all()
                    .forEach((id, snapshot) ->
                            assertThat(Backup.of(id, snapshot)).isEmpty());
        }
    }

    @Test
    void whatThisVersionCannotReadIsPassedOverInListsAndSaidWhenAsked() {
        try (Repository repository = PlainRepository.init(directory)) {
            EvidenceEntry entry = new EvidenceStore(repository).add(VERIFIED).entry();
            write(repository, entry, List.of("jangada-evidence", "evidence=telepathy"), "{}");
            write(repository, entry, List.of("jangada-evidence", "evidence=verify", "verdict=ok", "took=never"), "{}");
            write(repository, entry, EvidenceEntry.tags(VERIFIED), "{\"formatVersion\":2}");
            var store = new EvidenceStore(repository);
            List<EvidenceEntry> entries = store.list(Optional.empty());
            assertThat(entries).hasSize(2);
            assertThatThrownBy(() -> entries.forEach(store::read))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.CORRUPT))
                    .hasMessageContaining("formatVersion 2");
        }
    }

    private static void write(Repository repository, EvidenceEntry like, List<String> tags, String content) {
        try (var writer = repository.write(Optional.empty())) {
            writer.root()
                    .file(
                            EvidenceStore.FILE,
                            Attributes.of(0600, like.begun()),
                            content.getBytes(StandardCharsets.UTF_8));
            writer.finish(tree -> new Snapshot(
                    like.begun(), tree, Optional.empty(), List.of("/evidence.json"), "production", "a@b", tags, "x"));
        }
    }
}
