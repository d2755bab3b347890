package dev.jangada.cli.repository.command;

import dev.jangada.cli.command.CommandMessage;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.OutputOption;
import dev.jangada.cli.command.Progress;
import dev.jangada.cli.repository.RepositoryAccess;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import dev.jangada.repository.check.CheckReport;
import dev.jangada.repository.check.PackSelection;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jangada repository check}: what is damaged, what that affects, and what can still be read. */
@Command(name = "check")
final class RepositoryCheckCommand implements Callable<Integer> {

    private static final Pattern PART = Pattern.compile("([0-9]{1,3})/([0-9]{1,3})");
    private static final Pattern SHARE = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,6})?)%");
    private static final int MOST_PARTS = 256;
    private static final double WHOLE = 100;

    private final Jangada jangada;

    @Mixin
    private RepositoryAccess access;

    @Option(names = "--read-data", descriptionKey = "repository.check.read-data")
    private boolean readData;

    @Option(names = "--read-data-subset", paramLabel = "N/T|P%", descriptionKey = "repository.check.read-data-subset")
    @Nullable
    private String subset;

    @Mixin
    private OutputOption output;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    RepositoryCheckCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        PackSelection packs = packs();
        try (Repository repository = access.open(jangada)) {
            CheckReport report = check(repository, packs);
            if (output.isJson()) {
                CheckJson.print(jangada.terminal(), repository.location(), report);
            } else {
                CheckText.print(jangada, repository.location(), report, readData || subset != null);
            }
            report.lockLeftBehind().ifPresent(left -> jangada.terminal().note(CommandMessage.WARNING, left));
            return (report.isSound() ? ExitCode.DONE : ExitCode.CORRUPT).code();
        }
    }

    private CheckReport check(Repository repository, PackSelection packs) {
        try (Progress progress = Progress.start(jangada.terminal(), jangada.globals())) {
            return repository.check(packs, new CheckLine(jangada.terminal(), progress));
        }
    }

    private PackSelection packs() {
        if (subset == null) {
            return readData ? PackSelection.all() : PackSelection.none();
        }
        if (readData) {
            throw new Problem(ExitCode.USAGE, RepositoryCommandMessage.CHECK_AND_SUBSET);
        }
        Matcher part = PART.matcher(subset);
        if (part.matches()) {
            int which = Integer.parseInt(part.group(1));
            int of = Integer.parseInt(part.group(2));
            if (of >= 1 && of <= MOST_PARTS && which >= 1 && which <= of) {
                return PackSelection.part(which, of);
            }
        }
        Matcher share = SHARE.matcher(subset);
        if (share.matches() && Double.parseDouble(share.group(1)) <= WHOLE) {
            return PackSelection.share(Double.parseDouble(share.group(1)) / WHOLE, new SecureRandom().nextLong());
        }
        throw new Problem(ExitCode.USAGE, RepositoryCommandMessage.SUBSET_BAD, subset);
    }
}
