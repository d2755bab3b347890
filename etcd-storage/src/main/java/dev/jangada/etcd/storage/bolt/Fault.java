package dev.jangada.etcd.storage.bolt;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Message;
import dev.jangada.problem.Problem;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong in a file, and where.
 *
 * @param file how the user names the file
 * @param page the page's number; -1 if the fault belongs to no page
 * @param offset the byte of the file where it is, from 0
 * @param why what is wrong, as a sentence in both languages
 */
public record Fault(String file, long page, long offset, Problem why) {

    /** A fault at a place, told by a message of the room that has found it. */
    public static Fault of(String file, long page, long offset, Message why, @Nullable Object... arguments) {
        return new Fault(file, page, offset, new Problem(ExitCode.CORRUPT, why, arguments));
    }

    /** The fault as a failure of whoever wanted to read the file. */
    public Problem problem() {
        return page < 0
                ? new Problem(ExitCode.CORRUPT, BoltMessage.DAMAGED_OUTSIDE_PAGES, file, offset, why)
                : new Problem(ExitCode.CORRUPT, BoltMessage.DAMAGED, file, page, offset, why);
    }

    /** The fault and its place, in the user's language. */
    public String in(Locale locale) {
        return page < 0
                ? BoltMessage.FAULT.in(locale, offset, why.in(locale))
                : BoltMessage.FAULT_IN_PAGE.in(locale, page, offset, why.in(locale));
    }

    /** The stable name of what is wrong, for scripts. */
    public String code() {
        return why.code();
    }
}
