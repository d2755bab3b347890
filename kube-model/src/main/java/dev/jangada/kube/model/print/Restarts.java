package dev.jangada.kube.model.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How often containers were started again, and when the last of them ended before.
 *
 * @param count how often
 * @param last when; empty if no container tells
 */
record Restarts(long count, Optional<Instant> last) {

    static final Restarts NONE = new Restarts(0, Optional.empty());

    /** These and those of a container, by its status. */
    Restarts plus(JsonNode container) {
        Optional<Instant> ended = Cells.instant(container.at("/lastState/terminated/finishedAt"));
        return new Restarts(
                count + container.path("restartCount").asLong(),
                Stream.of(last, ended).flatMap(Optional::stream).max(Instant::compareTo));
    }

    /** {@code 3 (5m ago)}. */
    String text(Instant now) {
        return last.filter(at -> count > 0)
                .map(at -> count + " (" + Age.text(Duration.between(at, now)) + " ago)")
                .orElse(Long.toString(count));
    }
}
