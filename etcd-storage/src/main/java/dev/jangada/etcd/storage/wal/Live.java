package dev.jangada.etcd.storage.wal;

import java.lang.foreign.MemorySegment;

/** A key that exists, as its last put has left it; key and value lie in the map of the database or of the log. */
record Live(MemorySegment key, long created, long modified, long version, long lease, MemorySegment value) {}
