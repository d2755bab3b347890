package dev.jangada.etcd.storage.wal;

import dev.jangada.etcd.storage.wire.ProtoReader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields of one request, by number; the last of several counts where only one is wanted. */
final class Fields {

    private static final MemorySegment NOTHING = MemorySegment.ofArray(new byte[0]);

    private final Map<Integer, Long> numbers = new HashMap<>();
    private final Map<Integer, List<MemorySegment>> messages = new HashMap<>();

    /** Reads them.
     *
     * @throws Malformed if that is not possible
     */
    Fields(MemorySegment message) {
        var fields = new ProtoReader(message);
        for (int field = fields.next(); field != ProtoReader.END; field = fields.next()) {
            if (field == ProtoReader.MALFORMED) {
                throw new Malformed();
            }
            if (fields.isBytes()) {
                messages.computeIfAbsent(field, first -> new ArrayList<>()).add(fields.bytes());
            } else {
                numbers.put(field, fields.number());
            }
        }
    }

    /** A request that cannot be understood; whoever reads the entry says which. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    boolean has(int field) {
        return numbers.containsKey(field) || messages.containsKey(field);
    }

    long number(int field) {
        return numbers.getOrDefault(field, 0L);
    }

    boolean flag(int field) {
        return number(field) != 0;
    }

    MemorySegment bytes(int field) {
        return all(field).isEmpty() ? NOTHING : all(field).getLast();
    }

    Fields message(int field) {
        return new Fields(bytes(field));
    }

    List<MemorySegment> all(int field) {
        return messages.getOrDefault(field, List.of());
    }

    String text(int field) {
        return text(bytes(field));
    }

    /** A field as bytes, one a character (ISO 8859-1): the order of such texts is that of the bytes. */
    String bytewise(int field) {
        return bytewise(bytes(field));
    }

    /** Bytes, one a character. */
    static String bytewise(MemorySegment bytes) {
        return new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1);
    }

    /** The bytes of a text of {@link #bytewise}. */
    static byte[] bytes(String bytewise) {
        return bytewise.getBytes(StandardCharsets.ISO_8859_1);
    }

    List<String> texts(int field) {
        return all(field).stream().map(Fields::text).toList();
    }

    private static String text(MemorySegment bytes) {
        return new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }
}
