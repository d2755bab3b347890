package dev.jangada.repository.write;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that goes when a test moves it; what is due meanwhile is done in the test's thread. */
final class FakeIndexClock implements IndexClock {

    private final AtomicLong now = new AtomicLong();
    private final List<Work> works = new ArrayList<>();

    @Override
    public long nanos() {
        return now.get();
    }

    @Override
    public Ticks every(Duration period, Runnable work) {
        var entry = new Work(period.toNanos(), work, new AtomicLong(now.get() + period.toNanos()));
        works.add(entry);
        return () -> works.remove(entry);
    }

    /** Lets time pass. */
    void move(Duration duration) {
        long end = now.get() + duration.toNanos();
        for (Work work : List.copyOf(works)) {
            while (work.due.get() <= end) {
                now.set(work.due.get());
                work.run.run();
                work.due.addAndGet(work.period);
            }
        }
        now.set(end);
    }

    private record Work(long period, Runnable run, AtomicLong due) {}
}
