package dev.jangada.kube.model.scrub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time zone of a CronJob. It once stood in front of the schedule, which worked and was never documented; a server
 * lets it stand there in a CronJob that it has, and refuses one that is created with it. Its place is
 * {@code spec.timeZone}.
 *
 * <p>Source: {@code pkg/apis/batch/validation/validation.go}, validateScheduleFormat and validateTimeZone; how the
 * prefix is read: github.com/robfig/cron, Parser.Parse.
 */
public final class CronTimeZone {

    private static final Pattern PREFIXED = Pattern.compile("(?:CRON_)?TZ=(\\S+)\\s+(\\S.*)");

    private CronTimeZone() {}

    /**
     * Moves the time zone out of the schedule. One that cannot be a {@code timeZone} stays where it is.
     *
     * @param spec the spec of a CronJob
     */
    public static void split(ObjectNode spec) {
        Matcher schedule = PREFIXED.matcher(spec.path("schedule").asText());
        if (schedule.matches()
                && !spec.hasNonNull("timeZone")
                && !schedule.group(1).equalsIgnoreCase("Local")) {
            spec.put("timeZone", schedule.group(1));
            spec.put("schedule", schedule.group(2).strip());
        }
    }
}
