package dev.jangada.cli.backup;

import dev.jangada.backup.Backups;
import dev.jangada.backup.etcd.WorkFolder;
import dev.jangada.backup.evidence.Evidence;
import dev.jangada.backup.evidence.EvidenceStore;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.verify.Verification;
import dev.jangada.backup.verify.VerifyOrder;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.Version;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Proves a backup, and keeps the result as evidence. */
public final class Proof {

    private Proof() {}

    /**
     * Reads all of a backup and compares it with its manifest.
     *
     * @param direct the repository, opened without a cache: what the store holds is to be proven
     */
    public static Verification of(
            Jangada jangada, Repository direct, Backup backup, Clock clock, VerifyOrder.Progress progress) {
        return new Backups(direct)
                .verify(
                        backup,
                        new VerifyOrder(WorkFolder.usual(jangada.terminal().environment()), clock, progress));
    }

    /**
     * Keeps a result in the repository.
     *
     * @return why the repository's lock could not be deleted, if it could not
     * @throws Problem if it cannot be written there
     */
    public static Optional<Problem> keep(Repository repository, Verification verification) {
        return new EvidenceStore(repository)
                .add(Evidence.of(
                        Evidence.Kind.VERIFY,
                        verification.backup(),
                        verification.startedAt(),
                        verification.took(),
                        verification.sound() ? Evidence.Verdict.OK : Evidence.Verdict.FAILED,
                        "jangada " + Version.text(),
                        Map.of(
                                "objects", verification.objects(),
                                "bytes", verification.bytes(),
                                "findings", (long) verification.findings().size()),
                        verification.findings().stream()
                                .map(Problem::getMessage)
                                .map(String::valueOf)
                                .toList()))
                .lockLeftBehind();
    }
}
