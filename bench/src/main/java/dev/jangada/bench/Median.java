package dev.jangada.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Figures of several runs. */
final class Median {

    private Median() {}

    static double of(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    /** The figure of several runs of one thing. */
    static double of(int runs, Supplier<Double> run) {
        return of(IntStream.range(0, runs).mapToObj(i -> run.get()).toList());
    }

    static String seconds(double figure) {
        return String.format(Locale.ROOT, figure < 1 ? "%.3f s" : "%.2f s", figure);
    }

    static String ratio(double figure, double peer) {
        return String.format(Locale.ROOT, "%.2f ×", figure / peer);
    }

    static String megabytes(double bytes) {
        return String.format(Locale.ROOT, "%.0f MB", bytes / 1e6);
    }
}
