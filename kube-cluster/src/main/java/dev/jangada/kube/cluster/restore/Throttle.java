package dev.jangada.kube.cluster.restore;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many requests are under way at a time: more while the server keeps up, half as many when it says that there are too
 * many (additive increase, multiplicative decrease, as TCP does).
 */
final class Throttle {

    private static final int FIRST = 8;
    private static final int MOST = 32;

    /** Refusals within this time are of one and the same moment. */
    private static final long ONE_MOMENT = 1_000_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private double limit = FIRST;
    private int inside;
    private long lastRefusal = System.nanoTime() - ONE_MOMENT;

    /** Waits for a turn. */
    void enter() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (inside >= (int) limit) {
                left.await();
            }
            inside++;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            inside--;
            left.signal();
        } finally {
            lock.unlock();
        }
    }

    /** A request was answered. */
    void answered() {
        lock.lock();
        try {
            limit = Math.min(MOST, limit + 1 / limit);
            left.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The server has too many requests. */
    void refused() {
        lock.lock();
        try {
            long now = System.nanoTime();
            if (now - lastRefusal >= ONE_MOMENT) {
                limit = Math.max(1, limit / 2);
                lastRefusal = now;
            }
        } finally {
            lock.unlock();
        }
    }

    int limit() {
        lock.lock();
        try {
            return (int) limit;
        } finally {
            lock.unlock();
        }
    }
}
