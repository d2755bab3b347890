package dev.jangada.backup.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.backup.schedule.UnitOrder.Scope;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrontabLineTest {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ENGLISH);
    private static final Pattern ELAPSES = Pattern.compile("(?:Next elapse|Iter\\. #\\d+): (.*)");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "02:30 | 30 2 * * *",
                "daily | 0 0 * * *",
                "hourly | 0 * * * *",
                "weekly | 0 0 * * 1",
                "monthly | 0 0 1 * *",
                "quarterly | 0 0 1 1,4,7,10 *",
                "Mon..Fri 02:30 | 30 2 * * 1-5",
                "Sat,Sun 04:05:00 | 5 4 * * 6,0",
                "Fri..Sun *-*-* 23:59 | 59 23 * * 5-7",
                "*:0/20 | 0-59/20 * * * *",
                "*-*-* 0/6:15 | 15 0-23/6 * * *",
                "*-*-01,15 03:00 | 0 3 1,15 * *",
                "*-12-24..26 12:00 | 0 12 24-26 12 *",
                "*-*-1/5 06:00 | 0 6 1-31/5 * *",
                "Wednesday | 0 0 * * 3",
            })
    void meansWhatSystemdMeans(String calendar, String fields) throws Exception {
        assertThat(CrontabLine.fields(calendar)).isEqualTo(fields);
        List<LocalDateTime> expected = systemd(calendar, 12);
        assertThat(expected).hasSize(12);
        assertThat(cron(fields, expected.getFirst(), 12)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mon *-*-01 02:30",
                "2026-*-* 02:30",
                "02:30:15",
                "*-*~01 02:30",
                "02:30 UTC",
                "Fri..Mon 02:30",
                "25:00",
                "soon",
                "",
                "02:30 03:30",
                "Mon..Tue..Wed 1:00",
                "*-13-01 1:00",
                "1:2:3:4",
                "/:1"
            })
    void whatCronCannotSayIsSaid(String calendar) {
        assertThatThrownBy(() -> CrontabLine.fields(calendar))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("\"" + calendar + "\"");
    }

    @Test
    void wordsAreQuotedForTheShellAndPercentSignsForCron() {
        var order = new UnitOrder(
                "c",
                Path.of("/opt/my jangada/bin/jangada"),
                List.of("--config", "/etc/100%/it's.yaml", "schedule", "run"),
                "02:30",
                Duration.ZERO,
                Scope.USER);
        assertThat(CrontabLine.of(order))
                .isEqualTo(
                        "30 2 * * * '/opt/my jangada/bin/jangada' --config '/etc/100\\%/it'\\''s.yaml' schedule run");
    }

    /** When the real systemd says that a calendar event elapses. */
    private static List<LocalDateTime> systemd(String calendar, int count) throws Exception {
        var builder = new ProcessBuilder("systemd-analyze", "calendar", "--iterations=" + count, calendar);
        builder.environment().put("TZ", "UTC");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        var times = new ArrayList<LocalDateTime>();
        ELAPSES.matcher(said).results().forEach(match -> times.add(LocalDateTime.parse(match.group(1), TIME)));
        return times;
    }

    /** When cron runs a line: every minute is compared with the fields. Source: crontab(5). */
    private static List<LocalDateTime> cron(String fields, LocalDateTime from, int count) {
        String[] five = fields.split(" ");
        var times = new ArrayList<LocalDateTime>();
        for (LocalDateTime time = from; times.size() < count; time = time.plusMinutes(1)) {
            int day = time.getDayOfWeek().getValue();
            if (matches(five[0], time.getMinute(), 0, 59)
                    && matches(five[1], time.getHour(), 0, 23)
                    && matches(five[2], time.getDayOfMonth(), 1, 31)
                    && matches(five[3], time.getMonthValue(), 1, 12)
                    && (matches(five[4], day, 0, 7) || day == 7 && matches(five[4], 0, 0, 7))) {
                times.add(time);
            }
        }
        return times;
    }

    private static boolean matches(String field, int value, int least, int most) {
        for (String part : field.split(",")) {
            String[] step = part.split("/");
            String[] ends = step[0].equals("*") ? new String[] {"" + least, "" + most} : step[0].split("-");
            int first = Integer.parseInt(ends[0]);
            int last = Integer.parseInt(ends[ends.length - 1]);
            int every = step.length > 1 ? Integer.parseInt(step[1]) : 1;
            if (value >= first && value <= last && (value - first) % every == 0) {
                return true;
            }
        }
        return false;
    }
}
