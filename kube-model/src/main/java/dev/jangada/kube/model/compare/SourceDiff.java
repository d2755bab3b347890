package dev.jangada.kube.model.compare;

import dev.jangada.kube.model.Capture.WriteFailure;
import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.Reading;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.order.KindOrder;
import dev.jangada.kube.model.scrub.Scrubber.Reason;
import dev.jangada.problem.Problem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Compares two sources in what both cover.
 *
 * <p>Kind by kind, several at a time: the objects of the first side go to a {@link Spool}, with an index of their keys
 * and fingerprints in memory; the objects of the second side stream by, and those that are equal drop out. What is left
 * is told in order. Memory holds the index of the kinds being read, about 200 bytes an object, and of what differs.
 */
public final class SourceDiff {

    private final ObjectSource before;
    private final ObjectSource after;
    private final DiffOptions options;
    private final Converter converter;
    private final Supplier<Spool> spools;
    private final Scrub scrub;

    /**
     * A comparison.
     *
     * @param before the first side
     * @param after the second side
     * @param converter brings objects together whose versions differ and which no side can be asked for otherwise
     * @param spools makes a spool for each kind; they are closed when the kind has been told
     */
    public SourceDiff(
            ObjectSource before,
            ObjectSource after,
            DiffOptions options,
            Converter converter,
            Supplier<? extends Spool> spools) {
        this.before = before;
        this.after = after;
        this.options = options;
        this.converter = converter;
        this.spools = spools::get;
        this.scrub = before.coverage().scrub().and(after.coverage().scrub()).and(options.scrub());
    }

    /** A kind that both sides cover, as each of them is asked for it. */
    private record Pair(ResourceKind before, ResourceKind after) {}

    /**
     * Compares, and tells the listener as each kind is done. A kind that cannot be read on a side becomes a gap of that
     * side, and nothing is told of it.
     *
     * @return what was found, counted, and what was not looked at
     * @throws WriteFailure if a spool cannot be written
     */
    public DiffSummary run(DiffListener listener) {
        List<Pair> pairs = pairs();
        var first = new SideReader(before, after.coverage().selection(), options, scrub, kinds(pairs));
        var second = new SideReader(after, before.coverage().selection(), options, scrub, kinds(pairs));
        var firstTotals = new Totals(before.coverage().gaps());
        var secondTotals = new Totals(after.coverage().gaps());
        var counts = new KindDiff.Counts();
        var turns = new Semaphore(options.parallel());
        var readings = new ArrayList<Future<KindDiff>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Pair pair : pairs) {
                readings.add(threads.submit(() -> {
                    turns.acquire();
                    try {
                        return read(pair, first, second);
                    } finally {
                        turns.release();
                    }
                }));
            }
            try {
                for (Future<KindDiff> reading : readings) {
                    try (KindDiff diff = reading.get()) {
                        firstTotals.add(diff.leftOutBefore(), diff.gapBefore(), diff.readingBefore());
                        secondTotals.add(diff.leftOutAfter(), diff.gapAfter(), diff.readingAfter());
                        diff.tell(listener, counts);
                    }
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted while comparing");
            } finally {
                threads.shutdownNow();
            }
        } finally {
            // Only now has every reading ended, also those that nobody will tell of after a failure.
            closeUntold(readings);
        }
        return new DiffSummary(
                counts.same,
                counts.added,
                counts.removed,
                counts.changed,
                counts.notComparable,
                scrub,
                firstTotals.side(before, onlyOn(before, after)),
                secondTotals.side(after, onlyOn(after, before)));
    }

    /** Reads both sides of a kind; a failure of one is kept, because the other kinds go on. */
    private KindDiff read(Pair pair, SideReader first, SideReader second) {
        var diff = new KindDiff(pair.after, options.form(), converter, spools.get());
        try {
            try {
                diff.doneBefore(first.read(pair.before, diff.leftOutBefore(), diff::before));
            } catch (Problem problem) {
                diff.failedBefore(new Gap(pair.before.resourceName(), problem));
                return diff;
            }
            try {
                diff.doneAfter(second.read(pair.after, diff.leftOutAfter(), diff::after));
            } catch (Problem problem) {
                diff.failedAfter(new Gap(pair.after.resourceName(), problem));
            }
            return diff;
        } catch (RuntimeException | Error e) {
            diff.close();
            throw e;
        }
    }

    private static void closeUntold(List<Future<KindDiff>> readings) {
        for (Future<KindDiff> reading : readings) {
            if (reading.state() == Future.State.SUCCESS) {
                reading.resultNow().close();
            }
        }
    }

    private List<Pair> pairs() {
        return before.coverage().kinds().stream()
                .filter(after.coverage()::covers)
                .sorted(KindOrder.comparator())
                .flatMap(kind -> pair(kind).stream())
                .filter(pair -> wanted(pair.before) && wanted(pair.after))
                .toList();
    }

    private boolean wanted(ResourceKind kind) {
        return options.selection().wants(kind)
                && before.coverage().selection().wants(kind)
                && after.coverage().selection().wants(kind);
    }

    /** Each side at a version that both can answer with, if there is one; else each at the one it prefers. */
    private Optional<Pair> pair(GroupKind kind) {
        Optional<ResourceKind> first = before.kinds().find(kind);
        Optional<ResourceKind> second = after.kinds().find(kind);
        if (first.isEmpty() || second.isEmpty()) {
            return Optional.empty();
        }
        var preferred = new Pair(first.get(), second.get());
        if (!preferred.before.group().equals(preferred.after.group())) {
            return Optional.of(preferred);
        }
        List<String> others = after.versions(kind);
        List<String> common =
                before.versions(kind).stream().filter(others::contains).toList();
        if (common.isEmpty()) {
            return Optional.of(preferred);
        }
        String version = Stream.of(preferred.before.version(), preferred.after.version())
                .filter(common::contains)
                .findFirst()
                .orElse(common.getFirst());
        return Optional.of(new Pair(preferred.before.atVersion(version), preferred.after.atVersion(version)));
    }

    private static List<GroupKind> kinds(List<Pair> pairs) {
        return pairs.stream().map(pair -> pair.before.groupKind()).toList();
    }

    private List<GroupKind> onlyOn(ObjectSource here, ObjectSource there) {
        return here.coverage().kinds().stream()
                .filter(kind -> !there.coverage().covers(kind))
                .filter(kind -> here.kinds()
                        .find(kind)
                        .filter(options.selection()::wants)
                        .isPresent())
                .sorted(KindOrder.comparator())
                .toList();
    }

    /** What the kinds of one side add up to. */
    private static final class Totals {
        private final Map<Reason, Long> leftOut = new EnumMap<>(Reason.class);
        private final List<Gap> gaps;
        private final List<Reading> spanning = new ArrayList<>();

        Totals(List<Gap> gaps) {
            this.gaps = new ArrayList<>(gaps);
        }

        void add(Map<Reason, Long> reasons, Optional<Gap> gap, Optional<Reading> reading) {
            reasons.forEach((reason, count) -> leftOut.merge(reason, count, Long::sum));
            gap.ifPresent(gaps::add);
            reading.filter(Reading::spansRevisions).ifPresent(spanning::add);
        }

        DiffSummary.Side side(ObjectSource source, List<GroupKind> onlyHere) {
            return new DiffSummary.Side(source.coverage().selection(), onlyHere, leftOut, gaps, spanning);
        }
    }
}
