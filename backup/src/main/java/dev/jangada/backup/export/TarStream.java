package dev.jangada.backup.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A tar file, written from front to back: ustar, with a pax header where a path has more than 100 bytes or a file more than 8 GiB.
 * Source: POSIX.1-2017, {@code pax}.
 */
final class TarStream {

    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final long MOST = 077777777777L;
    private static final int CHECKSUM = 148;
    private static final int TYPE = 156;

    private final OutputStream out;

    TarStream(OutputStream out) {
        this.out = out;
    }

    /** A directory. */
    void directory(String path, int mode, Instant time) throws IOException {
        header(path + "/", mode, 0, time, '5');
    }

    /**
     * A file; its bytes follow, and then {@link #end}.
     *
     * @param size how many will follow
     */
    void file(String path, int mode, long size, Instant time) throws IOException {
        header(path, mode, size, time, '0');
    }

    /** Ends a file of so many bytes. */
    void end(long size) throws IOException {
        out.write(new byte[(int) (-size & BLOCK - 1)]);
    }

    /** Ends the tar file. */
    void end() throws IOException {
        out.write(new byte[2 * BLOCK]);
    }

    private void header(String path, int mode, long size, Instant time, char type) throws IOException {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        var extended = new StringBuilder();
        if (name.length > NAME) {
            extended.append(record("path", path));
        }
        if (size > MOST) {
            extended.append(record("size", Long.toString(size)));
        }
        if (!extended.isEmpty()) {
            byte[] records = extended.toString().getBytes(StandardCharsets.UTF_8);
            block("pax".getBytes(StandardCharsets.US_ASCII), mode, records.length, time, 'x');
            out.write(records);
            end(records.length);
        }
        block(name, mode, Math.min(size, MOST), time, type);
    }

    /** {@code LENGTH KEYWORD=VALUE\n}, where the length counts itself. */
    private static String record(String keyword, String value) {
        int rest = (" " + keyword + "=" + value + "\n").getBytes(StandardCharsets.UTF_8).length;
        int length = rest + Integer.toString(rest).length();
        length = rest + Integer.toString(length).length();
        return length + " " + keyword + "=" + value + "\n";
    }

    private void block(byte[] name, int mode, long size, Instant time, char type) throws IOException {
        byte[] block = new byte[BLOCK];
        System.arraycopy(name, 0, block, 0, Math.min(name.length, NAME));
        octal(block, 100, 7, mode);
        octal(block, 108, 7, 0);
        octal(block, 116, 7, 0);
        octal(block, 124, 11, size);
        octal(block, 136, 11, Math.clamp(time.getEpochSecond(), 0, MOST));
        block[TYPE] = (byte) type;
        put(block, 257, "ustar\00000");
        for (int i = CHECKSUM; i < CHECKSUM + 8; i++) {
            block[i] = ' ';
        }
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        octal(block, CHECKSUM, 6, sum);
        block[CHECKSUM + 6] = 0;
        out.write(block);
    }

    private static void octal(byte[] block, int at, int digits, long value) {
        String text = Long.toOctalString(value);
        put(block, at, "0".repeat(digits - text.length()) + text);
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }
}
