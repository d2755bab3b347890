package dev.jangada.settings;

import dev.jangada.settings.problem.SettingsMessage;
import dev.jangada.settings.table.Setting;
import dev.jangada.settings.table.Shape;
import java.util.Locale;
import java.util.Map;

/** A settings file to begin with: every key with what it is for; those that are known with their values, the rest commented out. */
public final class Template {

    private static final int WIDTH = 100;

    private Template() {}

    /**
     * Writes one.
     *
     * @param locale the language of its comments
     * @param known values, as texts
     */
    public static String text(Locale locale, Map<Setting, String> known) {
        var text = new StringBuilder("# yaml-language-server: $schema=./" + SettingsSchema.FILE + "\n#\n");
        comment(text, "", SettingsMessage.TEMPLATE_HEADER.in(locale));
        for (Setting setting : Setting.in("")) {
            text.append('\n');
            setting(text, locale, known, setting, "");
        }
        return text.toString();
    }

    private static void setting(
            StringBuilder text, Locale locale, Map<Setting, String> known, Setting setting, String indent) {
        comment(text, indent, setting.in(locale));
        setting.fallback()
                .ifPresent(fallback -> comment(text, indent, SettingsMessage.TEMPLATE_DEFAULT.in(locale, fallback)));
        if (setting.shape() == Shape.SECTION) {
            text.append(indent).append(setting.word()).append(":\n");
            Setting.in(setting.key()).forEach(inside -> setting(text, locale, known, inside, indent + "  "));
            return;
        }
        String value = known.get(setting);
        text.append(indent)
                .append(value == null ? "# " : "")
                .append(setting.word())
                .append(": ")
                .append(value == null ? setting.example() : quoted(setting, value))
                .append('\n');
    }

    private static String quoted(Setting setting, String value) {
        if (setting.shape() == Shape.ENDPOINTS) {
            return "[" + value + "]";
        }
        // What is plain to every reader of YAML stays plain; the rest is quoted.
        return value.matches("[A-Za-z/~][A-Za-z0-9/._@:+-]*(?<!:)")
                        && !value.matches("(?i)true|false|null|yes|no|on|off|y|n|~")
                ? value
                : "'" + value.replace("'", "''") + "'";
    }

    private static void comment(StringBuilder text, String indent, String sentences) {
        for (String paragraph : sentences.split("\n", -1)) {
            var line = new StringBuilder(indent).append('#');
            for (String word : paragraph.split(" ", -1)) {
                if (line.length() + word.length() + 1 > WIDTH) {
                    text.append(line).append('\n');
                    line = new StringBuilder(indent).append('#');
                }
                line.append(' ').append(word);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }
}
