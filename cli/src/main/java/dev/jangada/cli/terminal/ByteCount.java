package dev.jangada.cli.terminal;

import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;

/** Numbers of bytes as a person reads them. */
public final class ByteCount {

    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");
    private static final int STEP = 1000;

    private ByteCount() {}

    /** Three digits at most and a unit: {@code 21.3 MB}. */
    public static String rough(Locale locale, long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= STEP - 0.5 && unit < UNITS.size() - 1) {
            value /= STEP;
            unit++;
        }
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(unit == 0 || value >= 100 ? 0 : 1);
        return format.format(value) + " " + UNITS.get(unit);
    }

    /** Both the rough and the exact number: {@code 21.3 MB (21,334,032 bytes)}. */
    public static String exact(Terminal terminal, long bytes) {
        return terminal.text(TerminalMessage.BYTES_EXACT, rough(terminal.locale(), bytes), bytes);
    }
}
