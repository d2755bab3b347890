package dev.jangada.kube.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReadAheadTest {

    private static final int LARGE = 700_000;

    /** As many bytes as its text says. */
    private static long size(String text) {
        return Long.parseLong(text.substring(text.indexOf(':') + 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64, 65, 1_000, 10_001})
    void givesEverythingInOrder(int count) {
        var given = new ArrayList<String>();
        Thread taker = Thread.currentThread();
        // Every seventh is nothing; every hundredth is so large that its portion ends early.
        new ReadAhead<Object, String>(
                        Object::new,
                        (tool, at) -> at % 7 == 0
                                ? Optional.empty()
                                : Optional.of(at + ":" + (at % 100 == 1 ? 2 * LARGE : 10)),
                        ReadAheadTest::size)
                .read(5, 5 + count, made -> {
                    assertThat(Thread.currentThread()).isSameAs(taker);
                    given.add(made.substring(0, made.indexOf(':')));
                });
        assertThat(given)
                .containsExactlyElementsOf(IntStream.range(5, 5 + count)
                        .filter(at -> at % 7 != 0)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    /** Of things of 700 kB two make a portion, whatever a portion could hold by number. */
    @Test
    void whatWaitsIsBounded() {
        var waiting = new AtomicInteger();
        var most = new AtomicInteger();
        new ReadAhead<Object, String>(
                        Object::new,
                        (tool, at) -> {
                            most.accumulateAndGet(waiting.incrementAndGet(), Math::max);
                            return Optional.of(at + ":" + LARGE);
                        },
                        ReadAheadTest::size)
                .read(0, 2_000, made -> waiting.decrementAndGet());
        assertThat(waiting.get()).isZero();
        assertThat(most.get())
                .isLessThanOrEqualTo(2 * (Math.min(8, Runtime.getRuntime().availableProcessors()) + 1));
    }

    @Test
    void aToolIsUsedByOneThreadAtATime() {
        var tools = new AtomicInteger();
        List<Integer> given = new ArrayList<>();
        new ReadAhead<AtomicInteger, Integer>(
                        () -> {
                            tools.incrementAndGet();
                            return new AtomicInteger();
                        },
                        (tool, at) -> {
                            assertThat(tool.getAndIncrement()).isZero();
                            assertThat(tool.getAndDecrement()).isEqualTo(1);
                            return Optional.of(at);
                        },
                        made -> 8)
                .read(0, 5_000, given::add);
        assertThat(given).hasSize(5_000);
        assertThat(tools.get()).isLessThanOrEqualTo(Runtime.getRuntime().availableProcessors() + 1);
    }

    @Test
    void whatGoesWrongIsThrownWhereItIsRead() {
        var wrong = new IllegalArgumentException("wrong");
        var reader = new ReadAhead<Object, Integer>(
                Object::new,
                (tool, at) -> {
                    if (at == 700) {
                        throw wrong;
                    }
                    return Optional.of(at);
                },
                made -> 8);
        var given = new ArrayList<Integer>();
        assertThat(catchThrowable(() -> reader.read(0, 1_000, given::add))).isSameAs(wrong);
        assertThat(given).hasSizeLessThanOrEqualTo(700);
        var full = new IllegalStateException("full");
        assertThat(catchThrowable(() -> reader.read(0, 500, made -> {
                    throw full;
                })))
                .isSameAs(full);
    }
}
