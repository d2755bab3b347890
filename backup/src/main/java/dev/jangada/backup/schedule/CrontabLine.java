package dev.jangada.backup.schedule;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The same for cron, where there is no systemd. It is printed, not installed; and cron does not catch up on what it missed. */
public final class CrontabLine {

    private static final Map<String, String> WORDS = Map.of(
            "minutely", "*-*-* *:*",
            "hourly", "*-*-* *:00",
            "daily", "*-*-* 00:00",
            "weekly", "Mon *-*-* 00:00",
            "monthly", "*-*-01 00:00",
            "quarterly", "*-01,04,07,10-01 00:00",
            "semiannually", "*-01,07-01 00:00",
            "yearly", "*-01-01 00:00",
            "annually", "*-01-01 00:00");
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final Pattern SECONDS = Pattern.compile("0{1,2}");

    private CrontabLine() {}

    /**
     * The line, for a user's crontab.
     *
     * @throws Problem with {@link ExitCode#USAGE} if the calendar event cannot be said in cron's five fields
     */
    public static String of(UnitOrder order) {
        var words = new ArrayList<String>();
        words.add(order.program().toString());
        words.addAll(order.arguments());
        // cron makes a line of what stands behind a percent sign, also inside quotes.
        String command = words.stream().map(CrontabLine::quoted).collect(Collectors.joining(" "));
        return fields(order.calendar()) + " " + command.replace("%", "\\%");
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** Minute, hour, day of month, month, day of week. */
    static String fields(String calendar) {
        String event = calendar.trim();
        String[] parts =
                WORDS.getOrDefault(event.toLowerCase(Locale.ROOT), event).split("\\s+");
        String days = "*";
        String date = "*-*-*";
        String time = "00:00";
        int next = 0;
        if (!event.isEmpty() && Character.isLetter(parts[next].charAt(0))) {
            days = days(parts[next++], calendar);
        }
        if (next < parts.length && parts[next].contains("-")) {
            date = parts[next++];
        }
        if (next < parts.length && parts[next].contains(":")) {
            time = parts[next++];
        }
        if (next < parts.length || event.isEmpty()) {
            throw notForCron(calendar);
        }
        List<String> dates = new ArrayList<>(List.of(date.split("-", -1)));
        if (dates.size() == 3 && !dates.removeFirst().equals("*") || dates.size() != 2) {
            throw notForCron(calendar);
        }
        List<String> times = new ArrayList<>(List.of(time.split(":", -1)));
        if (times.size() == 3 && !SECONDS.matcher(times.removeLast()).matches() || times.size() != 2) {
            throw notForCron(calendar);
        }
        String day = field(dates.get(1), 1, 31, calendar);
        if (!day.equals("*") && !days.equals("*")) {
            // cron means one or the other where both are given, systemd both.
            throw notForCron(calendar);
        }
        return String.join(
                " ",
                field(times.get(1), 0, 59, calendar),
                field(times.get(0), 0, 23, calendar),
                day,
                field(dates.get(0), 1, 12, calendar),
                days);
    }

    private static String days(String text, String calendar) {
        return Arrays.stream(text.split(",", -1))
                .map(part -> range(part, calendar))
                .collect(Collectors.joining(","));
    }

    private static String range(String part, String calendar) {
        String[] ends = part.split("\\.\\.", -1);
        int first = day(ends[0], calendar);
        int last = day(ends[ends.length - 1], calendar);
        if (ends.length > 2) {
            throw notForCron(calendar);
        }
        if (ends.length == 1) {
            return String.valueOf(first);
        }
        // systemd's week ends with Sunday, cron's begins with it, and knows it as 7 too.
        int end = last == 0 ? 7 : last;
        if (first > end) {
            throw notForCron(calendar);
        }
        return first + "-" + end;
    }

    private static int day(String name, String calendar) {
        String word = name.toLowerCase(Locale.ROOT);
        int day = word.length() < 3 ? -1 : DAYS.indexOf(word.substring(0, 3));
        if (day < 0) {
            throw notForCron(calendar);
        }
        return day;
    }

    private static String field(String text, int least, int most, String calendar) {
        return Arrays.stream(text.split(",", -1))
                .map(part -> part(part, least, most, calendar))
                .collect(Collectors.joining(","));
    }

    private static String part(String text, int least, int most, String calendar) {
        String[] step = text.split("/", -1);
        if (step.length > 2) {
            throw notForCron(calendar);
        }
        String every = step.length == 2 ? "/" + number(step[1], 1, most, calendar) : "";
        if (step[0].equals("*")) {
            return least == 0 || every.isEmpty() ? "*" + every : least + "-" + most + every;
        }
        String[] ends = step[0].split("\\.\\.", -1);
        int first = number(ends[0], least, most, calendar);
        if (ends.length == 1) {
            return every.isEmpty() ? String.valueOf(first) : first + "-" + most + every;
        }
        int last = number(ends[1], least, most, calendar);
        if (ends.length > 2 || last < first) {
            throw notForCron(calendar);
        }
        return first + "-" + last + every;
    }

    private static int number(String text, int least, int most, String calendar) {
        if (!text.matches("[0-9]{1,3}")) {
            throw notForCron(calendar);
        }
        int number = Integer.parseInt(text);
        if (number < least || number > most) {
            throw notForCron(calendar);
        }
        return number;
    }

    private static Problem notForCron(String calendar) {
        return new Problem(ExitCode.USAGE, ScheduleMessage.NOT_FOR_CRON, calendar);
    }
}
