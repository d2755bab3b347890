package dev.jangada.cli.source;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a user writes as {@code etcd:FILE[@REVISION]}.
 *
 * @param file a snapshot, a database, a data directory or an archive
 * @param revision whose state is meant; empty for the newest
 */
public record EtcdName(Path file, OptionalLong revision) {

    /** The code of the problem that a running etcd holds a file: which option reads it all the same differs. */
    public static final String HELD = "held";

    /** The code of the problem that nobody can tell whether one does. */
    static final String MAY_BE_HELD = "may-be-held";

    static final String PREFIX = "etcd:";

    private static final Pattern AT = Pattern.compile("(.+)@([^@/]*)");
    private static final Pattern REVISION = Pattern.compile("\\d{1,18}");

    /** Whether a SOURCE is an etcd file. */
    public static boolean isOne(String text) {
        return text.startsWith(PREFIX) && text.length() > PREFIX.length();
    }

    /**
     * Reads it. A file whose own name ends like a revision is meant if it is there.
     *
     * @throws Problem if what stands behind a file is no revision
     */
    static EtcdName of(String text) {
        String rest = text.substring(PREFIX.length());
        Path whole = Path.of(rest);
        Matcher at = AT.matcher(rest);
        if (at.matches() && !Files.exists(whole)) {
            Path file = Path.of(at.group(1));
            String revision = at.group(2);
            if (REVISION.matcher(revision).matches()) {
                return new EtcdName(file, OptionalLong.of(Long.parseLong(revision)));
            }
            if (Files.exists(file)) {
                throw new Problem(ExitCode.USAGE, SourceMessage.NO_REVISION, revision, file);
            }
        }
        return new EtcdName(whole, OptionalLong.empty());
    }

    /** The same in words that mean it in another directory too. */
    String absolute() {
        Path whole = file.toAbsolutePath().normalize();
        return PREFIX + whole + (revision.isPresent() ? "@" + revision.getAsLong() : "");
    }
}
