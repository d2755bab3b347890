package dev.jangada.lab.fault;

import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Which requests meet which fault. Asked by many threads at once, for every request, before the server gets it. */
@FunctionalInterface
public interface Faults {

    /** What is to be done to this request; it may take its time, and the request waits for it. */
    Fault on(Request request);

    /** Every request meets it. */
    static Faults always(Fault fault) {
        return request -> fault;
    }

    /** The next so many requests meet it, then nothing is wrong. */
    static Faults next(int requests, Fault fault) {
        var left = new AtomicInteger(requests);
        return request -> left.getAndDecrement() > 0 ? fault : Fault.NONE;
    }

    /**
     * A share of the requests meets it. Chance is drawn from the seed and the request, its count too: the same requests
     * meet it in every run, in whatever order they come, and one that is sent again has another chance.
     *
     * @param share from 0 to 1
     */
    static Faults share(long seed, double share, Fault fault) {
        return request ->
                new SplittableRandom(seed * 31 + request.hashCode()).nextDouble() < share ? fault : Fault.NONE;
    }

    /** The same for the requests that pass the test only; the others are not counted by {@link #next} either. */
    default Faults where(Predicate<Request> test) {
        return request -> test.test(request) ? on(request) : Fault.NONE;
    }

    /** The same, and for requests that it leaves alone the other. */
    default Faults or(Faults other) {
        return request -> {
            Fault first = on(request);
            return Objects.equals(first, Fault.NONE) ? other.on(request) : first;
        };
    }
}
