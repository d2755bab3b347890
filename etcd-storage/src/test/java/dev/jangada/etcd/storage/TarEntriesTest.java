package dev.jangada.etcd.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Extended headers of archives, whole and damaged. */
class TarEntriesTest {

    @Test
    void extendedHeaderNamesTheFileAndItsSize() throws IOException {
        TarEntries.Entry entry =
                entries(archive("18 path=long/name\n10 size=5\n")).next().orElseThrow();

        assertThat(entry.name()).isEqualTo("long/name");
        assertThat(entry.size()).isEqualTo(5);
    }

    @Test
    void sizeThatIsNoNumberIsAFaultOfTheArchive() {
        assertThatThrownBy(() -> entries(archive("12 size=five\n")).next()).isInstanceOf(IOException.class);
    }

    @Test
    void archiveMayEndWithinAnExtendedHeader() {
        byte[] whole = archive("18 path=long/name\n");

        assertThatThrownBy(() -> entries(Arrays.copyOf(whole, 512 + 4)).next()).isInstanceOf(EOFException.class);
    }

    private static TarEntries entries(byte[] archive) {
        return new TarEntries(new ByteArrayInputStream(archive));
    }

    /** An extended header, and the file that it is about. */
    private static byte[] archive(String records) {
        var out = new ByteArrayOutputStream();
        byte[] body = records.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(header('x', body.length));
        out.writeBytes(Arrays.copyOf(body, 512));
        out.writeBytes(header('0', 3));
        out.writeBytes(new byte[512]);
        return out.toByteArray();
    }

    private static byte[] header(char type, int size) {
        byte[] header = new byte[512];
        put(header, 0, "name");
        put(header, 124, "%011o".formatted(size));
        header[156] = (byte) type;
        put(header, 257, "ustar");
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
