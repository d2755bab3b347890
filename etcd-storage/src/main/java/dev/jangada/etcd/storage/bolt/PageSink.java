package dev.jangada.etcd.storage.bolt;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Pages that are written one behind the other, through a buffer of fixed size. */
final class PageSink implements AutoCloseable {

    private static final int BUFFER = 4 << 20;

    private final FileChannel channel;
    private final EarlySync sync;
    private final int pageSize;
    // Shared, because who begins a file need not be the thread that fills it; only one does so at a time.
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(BUFFER, 64);
    private final ByteBuffer view = buffer.asByteBuffer();
    private int filled;
    private long next;

    /** Begins at a page of the channel. */
    PageSink(FileChannel channel, EarlySync sync, int pageSize, long firstPage) throws IOException {
        this.channel = channel;
        this.sync = sync;
        this.pageSize = pageSize;
        this.next = firstPage;
        channel.position(firstPage * pageSize);
    }

    /** The page that will be written next. */
    long next() {
        return next;
    }

    /** Begins a page with its header, and gives its number; {@code bytes} is what it will hold, the header included. */
    long begin(int flags, int count, long bytes) throws IOException {
        long id = next;
        long pages = Math.max(1, (bytes + pageSize - 1) / pageSize);
        header(id, flags, count, pages - 1);
        next += pages;
        return id;
    }

    private void header(long id, int flags, int count, long overflow) throws IOException {
        reserve(Layout.HEADER);
        buffer.set(Layout.U64, filled, id);
        buffer.set(Layout.U16, filled + 8, (short) flags);
        buffer.set(Layout.U16, filled + 10, (short) count);
        buffer.set(Layout.U32, filled + 12, (int) overflow);
        filled += Layout.HEADER;
    }

    /** Appends four integers: an element. */
    void element(int first, int second, int third, int fourth) throws IOException {
        reserve(Layout.ELEMENT);
        buffer.set(Layout.U32, filled, first);
        buffer.set(Layout.U32, filled + 4, second);
        buffer.set(Layout.U32, filled + 8, third);
        buffer.set(Layout.U32, filled + 12, fourth);
        filled += Layout.ELEMENT;
    }

    /** Appends bytes. */
    void write(MemorySegment bytes) throws IOException {
        long at = 0;
        while (at < bytes.byteSize()) {
            reserve(1);
            long piece = Math.min(bytes.byteSize() - at, BUFFER - filled);
            MemorySegment.copy(bytes, at, buffer, filled, piece);
            filled += (int) piece;
            at += piece;
        }
    }

    /** Appends zeros up to the end of the page; {@code bytes} have been written since it began. */
    void pad(long bytes) throws IOException {
        zeros((pageSize - bytes % pageSize) % pageSize);
    }

    /** Appends zeros. */
    void zeros(long count) throws IOException {
        long rest = count;
        while (rest > 0) {
            reserve(1);
            long piece = Math.min(rest, BUFFER - filled);
            buffer.asSlice(filled, piece).fill((byte) 0);
            filled += (int) piece;
            rest -= piece;
        }
    }

    private void reserve(int bytes) throws IOException {
        if (BUFFER - filled < bytes) {
            flush();
        }
    }

    void flush() throws IOException {
        view.position(0).limit(filled);
        while (view.hasRemaining()) {
            channel.write(view);
        }
        sync.wrote(filled);
        filled = 0;
    }

    /** Writes the two metas and cuts the file behind the last page; everything else has been flushed. */
    void metas(long root) throws IOException {
        for (int page = 0; page < 2; page++) {
            MemorySegment meta = arena.allocate(pageSize);
            meta.set(Layout.U64, 0, page);
            meta.set(Layout.U16, 8, (short) Layout.META);
            long start = Layout.HEADER;
            meta.set(Layout.U32, start, Layout.MAGIC);
            meta.set(Layout.U32, start + 4, Layout.VERSION);
            meta.set(Layout.U32, start + 8, pageSize);
            meta.set(Layout.U64, start + 16, root);
            meta.set(Layout.U64, start + 32, Layout.NO_FREELIST);
            meta.set(Layout.U64, start + 40, next);
            // A transaction writes the meta of its number's lowest bit: page 0 belongs to an even one.
            meta.set(Layout.U64, start + 48, 2 - page);
            meta.set(Layout.U64, start + Layout.META_SUMMED, Meta.checksum(meta.asSlice(start, Layout.META_SUMMED)));
            channel.position((long) page * pageSize);
            ByteBuffer bytes = meta.asByteBuffer();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
        channel.truncate(next * pageSize);
    }

    /** A page image in memory, for what is written later. */
    static MemorySegment image(int bytes) {
        return MemorySegment.ofArray(new byte[bytes]);
    }

    /** Copies a segment to the heap. */
    static byte[] copy(MemorySegment bytes) {
        return bytes.toArray(ValueLayout.JAVA_BYTE);
    }

    @Override
    public void close() {
        arena.close();
    }
}
