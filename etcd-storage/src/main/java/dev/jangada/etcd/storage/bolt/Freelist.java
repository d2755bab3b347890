package dev.jangada.etcd.storage.bolt;

import java.lang.foreign.MemorySegment;

/** The list of free pages, which etcd does not keep on Linux but a file may have. */
final class Freelist {

    /** A page's count says so when the real count stands before the list. */
    private static final int COUNT_BEHIND = 0xFFFF;

    private Freelist() {}

    /** How many pages the list itself takes; 0 if there is none, or none that can be read. */
    static long pages(BoltFile file) {
        long id = file.meta().freelist();
        if (!readable(file, id)) {
            return 0;
        }
        long start = id * file.meta().pageSize();
        return 1 + Integer.toUnsignedLong(file.bytes().get(Layout.U32, start + 12));
    }

    private static boolean readable(BoltFile file, long id) {
        if (id == Layout.NO_FREELIST || id < 2 || id >= file.meta().end()) {
            return false;
        }
        MemorySegment bytes = file.bytes();
        long start = id * file.meta().pageSize();
        return bytes.get(Layout.U64, start) == id
                && bytes.get(Layout.U16, start + 8) == Layout.FREELIST
                && Integer.toUnsignedLong(bytes.get(Layout.U32, start + 12))
                        < file.meta().end() - id;
    }

    /** Compares a kept list with the pages that are in use. */
    static void check(BoltFile file, Claims used, Faults faults) {
        long id = file.meta().freelist();
        if (id == Layout.NO_FREELIST) {
            return;
        }
        long end = file.meta().end();
        long start = id * file.meta().pageSize();
        if (!readable(file, id) || used.claim(id, pages(file)) >= 0) {
            faults.add(Fault.of(file.name(), -1, 0, BoltMessage.FREELIST_DAMAGED));
            return;
        }
        MemorySegment bytes = file.bytes();
        long count = Short.toUnsignedLong(bytes.get(Layout.U16, start + 10));
        long list = start + Layout.HEADER;
        if (count == COUNT_BEHIND) {
            count = bytes.get(Layout.U64, list);
            list += 8;
        }
        if (count < 0 || count > (pages(file) * file.meta().pageSize() - (list - start)) / 8) {
            faults.add(Fault.of(file.name(), id, start + 10, BoltMessage.FREELIST_DAMAGED));
            return;
        }
        var free = new Claims(end);
        for (long i = 0; i < count && !faults.full(); i++) {
            long at = list + i * 8;
            long page = bytes.get(Layout.U64, at);
            if (page < 2 || page >= end) {
                faults.add(Fault.of(file.name(), id, at, BoltMessage.PAGE_OUTSIDE, Long.toUnsignedString(page), end));
            } else if (!free.claim(page)) {
                faults.add(Fault.of(file.name(), id, at, BoltMessage.FREE_TWICE, page));
            } else if (used.isClaimed(page)) {
                faults.add(Fault.of(file.name(), id, at, BoltMessage.FREE_BUT_USED, page));
            }
        }
        long leaked = end - 2 - used.count() - free.count();
        if (leaked > 0) {
            faults.add(Fault.of(file.name(), -1, 0, BoltMessage.LEAKED, leaked));
        }
    }
}
