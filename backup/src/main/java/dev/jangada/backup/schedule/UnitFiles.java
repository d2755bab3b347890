package dev.jangada.backup.schedule;

import dev.jangada.backup.schedule.UnitOrder.Scope;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The two files that make systemd run backups.
 *
 * @param name of both units, without its ending
 * @param service the text of the service
 * @param timer the text of the timer
 */
public record UnitFiles(String name, String service, String timer) {

    /**
     * Allowed for a program that must read kubeconfigs in homes, start credential plugins and the user's programs (some of them setuid, as
     * sudo and sendmail are), write a repository anywhere, and compile its own code. So neither NoNewPrivileges, nor what implies it,
     * nor ProtectHome, ProtectSystem=strict or MemoryDenyWriteExecute. Keys that an older systemd does not know, it passes over.
     */
    private static final List<String> HARDENING = List.of(
            "PrivateTmp=yes",
            "ProtectSystem=yes",
            "ProtectClock=yes",
            "ProtectHostname=yes",
            "ProtectKernelLogs=yes",
            "ProtectKernelModules=yes",
            "ProtectKernelTunables=yes",
            "ProtectControlGroups=yes",
            "LockPersonality=yes",
            "RestrictRealtime=yes",
            "SystemCallArchitectures=native");

    /** What systemd has not in a program's name. Source: string_is_safe() of systemd. */
    private static final Pattern NOT_SAFE = Pattern.compile("[\"'\\\\]");

    /**
     * The files of an order.
     *
     * @throws Problem with {@link ExitCode#USAGE} if systemd refuses the program's path
     */
    public static UnitFiles of(UnitOrder order) {
        if (NOT_SAFE.matcher(order.program().toString()).find()) {
            throw new Problem(ExitCode.USAGE, ScheduleMessage.PROGRAM_NOT_FOR_SYSTEMD, order.program());
        }
        return new UnitFiles(name(order.cluster()), service(order), timer(order));
    }

    /** The name of a cluster's units: what is no letter, digit or one of {@code :_.-} is written as systemd escapes it. */
    public static String name(String cluster) {
        var name = new StringBuilder("jangada-");
        for (byte b : cluster.getBytes(StandardCharsets.UTF_8)) {
            if (b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || ":_.-".indexOf(b) >= 0) {
                name.append((char) b);
            } else {
                name.append("\\x").append(HexFormat.of().toHexDigits(b));
            }
        }
        return name.toString();
    }

    /** The service's file name. */
    public String serviceFile() {
        return name + ".service";
    }

    /** The timer's file name. */
    public String timerFile() {
        return name + ".timer";
    }

    private static String service(UnitOrder order) {
        String command = Stream.concat(
                        Stream.of(word(order.program().toString(), false)),
                        order.arguments().stream().map(argument -> word(argument, true)))
                .collect(Collectors.joining(" "));
        var text =
                new StringBuilder("# Written by \"jangada schedule install\"; your changes belong into a drop-in.\n");
        text.append("[Unit]\nDescription=Back up the cluster ")
                .append(plain(order.cluster()))
                .append(" (Jangada)\n");
        if (order.scope() == Scope.SYSTEM) {
            // The user's manager knows no such target.
            text.append("Wants=network-online.target\nAfter=network-online.target\n");
        }
        text.append("\n[Service]\nType=oneshot\nExecStart=").append(command).append('\n');
        text.append("StandardInput=null\nEnvironmentFile=-%E/jangada/environment\nUMask=0077\n");
        text.append("TimeoutStartSec=infinity\nNice=10\nIOSchedulingClass=idle\n");
        if (order.scope() == Scope.SYSTEM) {
            // Sets HOME, which the manager of the machine does not.
            text.append("User=root\n");
            HARDENING.forEach(line -> text.append(line).append('\n'));
        }
        return text.toString();
    }

    private static String timer(UnitOrder order) {
        return "# Written by \"jangada schedule install\"; your changes belong into a drop-in.\n"
                + "[Unit]\nDescription=When to back up the cluster " + plain(order.cluster()) + " (Jangada)\n"
                + "\n[Timer]\nOnCalendar=" + plain(order.calendar()) + "\nPersistent=true\nRandomizedDelaySec="
                + order.randomDelay().toSeconds() + "s\n"
                + "\n[Install]\nWantedBy=timers.target\n";
    }

    /** Text without specifiers. */
    private static String plain(String text) {
        return text.replace("%", "%%");
    }

    /** A word of a command line, as systemd quotes. Variables are replaced in arguments, not in the program's name. */
    private static String word(String text, boolean variables) {
        String escaped = plain(text).replace("\\", "\\\\").replace("\"", "\\\"");
        return "\"" + (variables ? escaped.replace("$", "$$") : escaped) + "\"";
    }
}
