package dev.jangada.etcd.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The files of a tar archive, one after another: names and sizes as GNU tar, BSD tar and POSIX write them. A library for
 * archives would bring four more with it, for what is a table of two fields here.
 */
final class TarEntries {

    static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int PREFIX = 345;
    private static final int LONGEST_HEADER = 1 << 20;

    private final InputStream in;
    private long rest;
    private long padding;

    TarEntries(InputStream in) {
        this.in = in;
    }

    /** What is no tar archive, or a damaged one. */
    static final class Malformed extends IOException {

        private static final long serialVersionUID = 1;

        private Malformed(String what) {
            super(what);
        }
    }

    /** Whether a block is the header of a file. */
    static boolean isHeader(byte[] block) {
        return block.length == BLOCK && text(block, 257, 5).equals("ustar");
    }

    /** A file in the archive. */
    record Entry(String name, long size) {}

    /** Goes to the next regular file; empty at the end. */
    Optional<Entry> next() throws IOException {
        String longName = null;
        long longSize = -1;
        while (true) {
            in.skipNBytes(rest + padding);
            rest = 0;
            padding = 0;
            byte[] header = in.readNBytes(BLOCK);
            if (header.length == 0 || header.length == BLOCK && isZero(header)) {
                return Optional.empty();
            }
            if (header.length < BLOCK) {
                throw new EOFException("the archive ends within a header");
            }
            if (!isHeader(header)) {
                throw new Malformed("this is no tar archive");
            }
            long size = size(header);
            begin(size);
            switch (header[156]) {
                case 'L' -> longName = new String(body(), StandardCharsets.UTF_8).replaceAll("\0.*", "");
                case 'x' -> {
                    String records = new String(body(), StandardCharsets.UTF_8);
                    longName = pax(records, "path").orElse(longName);
                    longSize = longSize(records);
                }
                case '0', 0 -> {
                    if (longSize >= 0) {
                        begin(longSize);
                    }
                    return Optional.of(new Entry(longName == null ? name(header) : longName, rest));
                }
                default -> {
                    longName = null;
                    longSize = -1;
                }
            }
        }
    }

    private void begin(long size) throws IOException {
        if (size < 0) {
            throw new Malformed("a size is negative");
        }
        rest = size;
        padding = (BLOCK - size % BLOCK) % BLOCK;
    }

    /** Bytes of the file; -1 at its end. */
    int read(byte[] into) throws IOException {
        if (rest == 0) {
            return -1;
        }
        int read = in.read(into, 0, (int) Math.min(into.length, rest));
        if (read < 0) {
            throw new EOFException("the archive ends within a file");
        }
        rest -= read;
        return read;
    }

    private byte[] body() throws IOException {
        if (rest > LONGEST_HEADER) {
            throw new Malformed("a header is too long");
        }
        byte[] body = in.readNBytes((int) rest);
        if (body.length < rest) {
            throw new EOFException("the archive ends within a header");
        }
        rest = 0;
        return body;
    }

    private static boolean isZero(byte[] block) {
        for (byte each : block) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    private static String name(byte[] header) {
        String prefix = text(header, PREFIX, 155);
        return prefix.isEmpty() || header[262] == ' ' ? text(header, 0, NAME) : prefix + "/" + text(header, 0, NAME);
    }

    /** Octal digits, or, with the highest bit set, a number in 95 bits. */
    private static long size(byte[] header) throws IOException {
        if (header[124] < 0) {
            long size = 0;
            for (int i = 128; i < 136; i++) {
                size = size << 8 | header[i] & 0xff;
            }
            return size;
        }
        String digits = text(header, 124, 12).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException no) {
            throw new Malformed("a size is no number");
        }
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }

    /** The size that an extended header gives to the next file; -1 if it gives none. */
    private static long longSize(String records) throws IOException {
        try {
            return pax(records, "size").map(Long::parseLong).orElse(-1L);
        } catch (NumberFormatException no) {
            throw new Malformed("a size is no number");
        }
    }

    /** A value of POSIX's extended header: lines of a length, a name, an equals sign and the value. */
    private static Optional<String> pax(String records, String name) {
        for (String line : records.split("\n")) {
            int space = line.indexOf(' ');
            if (space > 0 && line.startsWith(name + "=", space + 1)) {
                return Optional.of(line.substring(space + name.length() + 2));
            }
        }
        return Optional.empty();
    }
}
