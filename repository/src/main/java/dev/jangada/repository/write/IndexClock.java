package dev.jangada.repository.write;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The time that packs wait for their index file. It knows no date, so that nobody who sets a clock makes them wait. */
public interface IndexClock {

    /** The machine's. */
    IndexClock SYSTEM = new IndexClock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Ticks every(Duration period, Runnable work) {
            ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("index").factory());
            long nanos = Math.max(1, period.toNanos());
            @SuppressWarnings("unused") // the work keeps what it fails with
            var future = thread.scheduleWithFixedDelay(work, nanos, nanos, TimeUnit.NANOSECONDS);
            return thread::shutdown;
        }
    };

    /** A moment, in nanoseconds from any beginning. */
    long nanos();

    /**
     * Does something again and again, the first time when the period has passed.
     *
     * @param work throws nothing
     */
    Ticks every(Duration period, Runnable work);

    /** What is done again and again. */
    interface Ticks extends AutoCloseable {
        /** Ends it; what is just being done ends by itself. */
        @Override
        void close();
    }
}
