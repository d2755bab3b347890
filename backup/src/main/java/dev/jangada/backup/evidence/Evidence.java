package dev.jangada.backup.evidence;

import dev.jangada.backup.format.Backup;
import dev.jangada.repository.lock.Holder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One result about one backup.
 *
 * @param kind what was done
 * @param about the backup
 * @param begun when it was begun
 * @param took how long it took; told to the millisecond
 * @param verdict how it went
 * @param by who did it
 * @param tool the program with its version
 * @param numbers what was counted, by name in English: {@code objects}, {@code bytes} …
 * @param remarks what a person should know, one sentence each, in English; never contents of objects
 */
public record Evidence(
        Kind kind,
        Subject about,
        Instant begun,
        Duration took,
        Verdict verdict,
        By by,
        String tool,
        Map<String, Long> numbers,
        List<String> remarks) {

    /** Copies. */
    public Evidence {
        numbers = Map.copyOf(numbers);
        remarks = List.copyOf(remarks);
    }

    /**
     * A result of this process about a backup that is there.
     *
     * @param tool the program with its version
     */
    public static Evidence of(
            Kind kind,
            Backup backup,
            Instant begun,
            Duration took,
            Verdict verdict,
            String tool,
            Map<String, Long> numbers,
            List<String> remarks) {
        return new Evidence(
                kind,
                new Subject(backup.id().toString(), backup.time(), backup.cluster(), backup.complete()),
                begun,
                took,
                verdict,
                By.self(),
                tool,
                numbers,
                remarks);
    }

    /** What was done with a backup. */
    public enum Kind {
        /** It was read whole and compared with its manifest. */
        VERIFY,
        /** A cluster, or a part of one, was restored from it. */
        RESTORE,
        /** A restore into something that is thrown away: a drill. */
        REHEARSAL;

        /** As it is written in tags and JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> of(String word) {
            return find(values(), word);
        }
    }

    /** How it went. */
    public enum Verdict {
        /** Well. */
        OK,
        /** Done, but not wholly. */
        INCOMPLETE,
        /** It did not work, or the backup is not what it should be. */
        FAILED;

        /** As it is written in tags and JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Verdict> of(String word) {
            return find(values(), word);
        }
    }

    private static <E extends Enum<E>> Optional<E> find(E[] values, String word) {
        for (E value : values) {
            if (value.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /**
     * The backup that it is about. It may be gone when this is read, so what a report needs of it is told here too.
     *
     * @param id of its snapshot, 64 hexadecimal digits
     * @param time of the backup
     * @param cluster whose it is
     * @param complete whether it held everything it should
     */
    public record Subject(String id, Instant time, String cluster, boolean complete) {}

    /**
     * Who did it.
     *
     * @param user the user's name there
     * @param host the machine
     */
    public record By(String user, String host) {
        @Override
        public String toString() {
            return host.isEmpty() ? user : user + "@" + host;
        }

        static By self() {
            Holder self = Holder.self();
            return new By(self.user(), self.host());
        }

        static By parse(String text) {
            int at = text.lastIndexOf('@');
            return at < 0 ? new By(text, "") : new By(text.substring(0, at), text.substring(at + 1));
        }
    }
}
