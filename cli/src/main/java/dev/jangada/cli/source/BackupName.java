package dev.jangada.cli.source;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a user writes as {@code backup:ID[@REVISION]}.
 *
 * @param id an id, the beginning of one, or {@code latest}
 * @param revision of the snapshot of etcd in it, whose state is meant; empty for the objects as they are in the backup
 */
public record BackupName(String id, OptionalLong revision) {

    static final String PREFIX = "backup:";

    private static final Pattern AT = Pattern.compile("(.+)@(\\d{1,18})");

    /** Whether a SOURCE is a backup. */
    public static boolean isOne(String text) {
        return text.startsWith(PREFIX) && text.length() > PREFIX.length();
    }

    /** Reads it. */
    public static BackupName of(String text) {
        String rest = text.substring(PREFIX.length());
        Matcher at = AT.matcher(rest);
        return at.matches()
                ? new BackupName(at.group(1), OptionalLong.of(Long.parseLong(at.group(2))))
                : new BackupName(rest, OptionalLong.empty());
    }
}
