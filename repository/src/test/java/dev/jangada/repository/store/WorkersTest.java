package dev.jangada.repository.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkersTest {

    @Test
    void whatTheItemsThemselvesThrowIsNotLost() {
        Iterable<Integer> broken = () -> {
            Iterator<Integer> some = Stream.of(1, 2, 3)
                    .peek(item -> {
                        if (item == 3) {
                            throw new IllegalStateException("the list broke off");
                        }
                    })
                    .iterator();
            return some;
        };
        assertThatThrownBy(() -> Workers.forEach(broken, 2, item -> {})).hasMessage("the list broke off");
    }

    @Test
    void whoIsInterruptedGoesOnWhenWhatWasBegunHasEnded() throws Exception {
        var begun = new CountDownLatch(1);
        var ended = new AtomicBoolean();
        var wasEnded = new AtomicBoolean();
        var cancelled = new AtomicBoolean();
        Thread caller = Thread.startVirtualThread(() -> {
            try {
                Workers.forEach(List.of(1, 2, 3), 1, item -> {
                    begun.countDown();
                    workUntilInterrupted();
                    ended.set(true);
                });
            } catch (CancellationException e) {
                wasEnded.set(ended.get());
                cancelled.set(Thread.currentThread().isInterrupted());
            }
        });
        begun.await();
        caller.interrupt();
        caller.join();
        assertThat(wasEnded).isTrue();
        assertThat(cancelled).as("the interruption is still to be seen").isTrue();
    }

    /** Ends some time after the interruption, as a call of a store does. */
    private static void workUntilInterrupted() {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < 1_000_000; i++) {
            Thread.onSpinWait();
        }
    }
}
