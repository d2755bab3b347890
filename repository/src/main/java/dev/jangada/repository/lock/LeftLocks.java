package dev.jangada.repository.lock;

import dev.jangada.repository.format.Id;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The locks that this process has given back and could not delete. Nobody works under them, which only this process knows as long as
 * it lives: to others they say that it may. A lock's id is a hash of what no two seal alike, so one set does for all repositories.
 */
final class LeftLocks {

    private static final Set<Id> OF_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private LeftLocks() {}

    static void add(Id lock) {
        OF_THIS_PROCESS.add(lock);
    }

    static boolean contains(Id lock) {
        return OF_THIS_PROCESS.contains(lock);
    }
}
