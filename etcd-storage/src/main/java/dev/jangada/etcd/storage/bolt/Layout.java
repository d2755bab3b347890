package dev.jangada.etcd.storage.bolt;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Numbers of bbolt's format, version 2. All integers are little-endian; a record may begin at any byte. */
final class Layout {

    static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Bytes of a page's header, and of an element. */
    static final int HEADER = 16;

    static final int ELEMENT = 16;

    static final int BRANCH = 0x01;
    static final int LEAF = 0x02;
    static final int META = 0x04;
    static final int FREELIST = 0x10;

    /** Flag of a leaf's element: the value is a bucket. */
    static final int IS_BUCKET = 0x01;

    static final int MAGIC = 0xED0CDAED;
    static final int VERSION = 2;

    /** Bytes of a meta that its checksum covers, and where the checksum lies behind its beginning. */
    static final int META_SUMMED = 56;

    static final int META_BYTES = 64;

    /** What a meta says instead of a freelist's page: the list is not kept on disk. */
    static final long NO_FREELIST = -1;

    static final int SMALLEST_PAGE = 1 << 10;
    static final int LARGEST_PAGE = 1 << 24;

    /** Source: bbolt's MaxKeySize. */
    static final int LONGEST_KEY = 32768;

    /** A tree of 2^63 pages with two children each is not deeper; a deeper one goes in circles. */
    static final int DEEPEST = 64;

    private Layout() {}
}
