package dev.jangada.cli.evidence;

import dev.jangada.backup.evidence.Evidence;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.verify.Verification;
import dev.jangada.cli.command.Version;
import dev.jangada.problem.Problem;
import dev.jangada.repository.lock.Holder;
import java.util.Map;

/** What a verification leaves as evidence, by whoever runs this process. */
public final class VerificationEvidence {

    private VerificationEvidence() {}

    /** The evidence, to be stored. */
    public static Evidence of(Verification verification) {
        Backup backup = verification.backup();
        Holder self = Holder.self();
        return new Evidence(
                Evidence.Kind.VERIFY,
                new Evidence.Subject(backup.id().toString(), backup.time(), backup.cluster(), backup.complete()),
                verification.startedAt(),
                verification.took(),
                verification.sound() ? Evidence.Verdict.OK : Evidence.Verdict.FAILED,
                new Evidence.By(self.user(), self.host()),
                "jangada " + Version.text(),
                Map.of(
                        "objects", verification.objects(),
                        "bytes", verification.bytes(),
                        "findings", (long) verification.findings().size()),
                verification.findings().stream().map(Problem::getMessage).toList());
    }
}
