package dev.jangada.repository.prune;

import java.util.Comparator;

/**
 * How much a pack deserves to stay. The best one comes first: one with blobs of one type only, of which most is needed, that is long. What
 * a prune writes anew is better than what it was made of.
 *
 * @param mixed whether it has blobs of both types
 * @param used how much of its blobs' bytes snapshots need, as a share
 * @param bytes the length of its blobs
 */
record PackWorth(boolean mixed, double used, long bytes) implements Comparable<PackWorth> {

    private static final Comparator<PackWorth> BEST_FIRST = Comparator.comparing(PackWorth::mixed)
            .thenComparing(Comparator.comparingDouble(PackWorth::used).reversed())
            .thenComparing(Comparator.comparingLong(PackWorth::bytes).reversed());

    @Override
    public int compareTo(PackWorth other) {
        return BEST_FIRST.compare(this, other);
    }
}
