package dev.jangada.etcd.storage.bolt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where what is wrong with a file goes: thrown at once, or collected up to a bound. Safe for many threads. */
public sealed interface Faults {

    /** Takes a fault. */
    void add(Fault fault);

    /** Whether so many were found that looking for more is pointless. */
    boolean full();

    /** Throws the first fault as a {@link dev.jangada.problem.Problem}. */
    record Thrown() implements Faults {

        @Override
        public void add(Fault fault) {
            throw fault.problem();
        }

        @Override
        public boolean full() {
            return false;
        }
    }

    /** Collects faults. */
    final class Collected implements Faults {

        private final int limit;
        private final List<Fault> faults = new ArrayList<>();

        /** Room for so many faults. */
        public Collected(int limit) {
            this.limit = limit;
        }

        @Override
        public synchronized void add(Fault fault) {
            if (faults.size() < limit) {
                faults.add(fault);
            }
        }

        @Override
        public synchronized boolean full() {
            return faults.size() >= limit;
        }

        /** What was found, in the order of the file. */
        public synchronized List<Fault> found() {
            var sorted = new ArrayList<>(faults);
            sorted.sort(Comparator.comparingLong(Fault::offset).thenComparing(Fault::code));
            return List.copyOf(sorted);
        }
    }
}
