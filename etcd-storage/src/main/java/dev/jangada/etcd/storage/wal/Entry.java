package dev.jangada.etcd.storage.wal;

import java.lang.foreign.MemorySegment;

/**
 * One entry of the raft log.
 *
 * @param index its number
 * @param term the term in which it was proposed
 * @param type 0 a request, 1 and 2 a change of members
 * @param data the request, in the mapped log
 */
record Entry(long index, long term, int type, MemorySegment data) {

    static final int REQUEST = 0;
    static final int CONF_CHANGE = 1;
    static final int CONF_CHANGE_V2 = 2;
}
