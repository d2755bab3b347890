package dev.jangada.kube.storage.proto;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings the fields of one message into the order in which Kubernetes writes them, as protobuf says they may be read: of
 * a value that is there twice the last one counts, two parts of a message are one message, entries of a map are sorted by
 * key. What is within the fields stays as it is.
 */
final class FieldOrder {

    /** A field on the wire: its number, and from where to where with its tag; the value begins later. */
    @SuppressWarnings("ArrayRecordComponent") // only ever compared with itself
    private record Piece(int number, int from, int value, int to, byte[] key) {}

    private FieldOrder() {}

    /** The message in order, or null if it is in order already. */
    static byte @Nullable [] sorted(Message message, byte[] bytes, int start, int end) throws MalformedValue {
        List<Piece> found = pieces(message, bytes, start, end);
        var pieces = new ArrayList<>(found);
        pieces.sort(Comparator.comparingInt(Piece::number).thenComparing(Piece::key, Arrays::compareUnsigned));
        var out = new ByteArrayOutputStream(end - start);
        boolean changed = !pieces.equals(found);
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            Field field = message.field(piece.number);
            int same = i + 1;
            while (field != null
                    && field.shape != Field.Shape.LIST
                    && same < pieces.size()
                    && pieces.get(same).number == piece.number
                    && Arrays.equals(pieces.get(same).key, piece.key)) {
                same++;
            }
            if (same == i + 1) {
                out.write(bytes, piece.from, piece.to - piece.from);
                continue;
            }
            changed = true;
            if (field != null && field.shape == Field.Shape.ONE && field.kind == Kind.MESSAGE) {
                join(bytes, pieces.subList(i, same), out);
            } else {
                Piece last = pieces.get(same - 1);
                out.write(bytes, last.from, last.to - last.from);
            }
            i = same - 1;
        }
        return changed ? out.toByteArray() : null;
    }

    private static List<Piece> pieces(Message message, byte[] bytes, int start, int end) throws MalformedValue {
        var pieces = new ArrayList<Piece>();
        var wire = new Wire();
        wire.bytes = bytes;
        wire.at = start;
        while (wire.at < end) {
            int from = wire.at;
            int tag = wire.tag(end);
            int type = tag & 7;
            Field known = message.field(tag >>> 3);
            Field field = known != null && known.wireType == type ? known : null;
            int before = wire.at;
            int length = type == Wire.BYTES ? wire.length(end) : 0;
            int value = wire.at;
            wire.at = before;
            wire.skip(type, end);
            byte[] key = field != null && field.isMap() ? key(bytes, value, value + length) : new byte[0];
            // What does not fit the table stays where it is: before everything, so that nothing is taken for its like.
            pieces.add(new Piece(field == null ? 0 : field.number, from, value, wire.at, key));
        }
        return pieces;
    }

    private static byte[] key(byte[] bytes, int start, int end) throws MalformedValue {
        var wire = new Wire();
        wire.bytes = bytes;
        wire.at = start;
        byte[] key = {};
        while (wire.at < end) {
            int tag = wire.tag(end);
            if (tag == (1 << 3 | Wire.BYTES)) {
                int length = wire.length(end);
                key = Arrays.copyOfRange(bytes, wire.at, wire.at + length);
                wire.at += length;
            } else {
                wire.skip(tag & 7, end);
            }
        }
        return key;
    }

    /** Several parts of one message as one field. */
    private static void join(byte[] bytes, List<Piece> parts, ByteArrayOutputStream out) {
        varint((long) parts.getFirst().number << 3 | Wire.BYTES, out);
        varint(parts.stream().mapToLong(part -> part.to - part.value).sum(), out);
        parts.forEach(part -> out.write(bytes, part.value, part.to - part.value));
    }

    private static void varint(long value, ByteArrayOutputStream out) {
        long rest = value;
        while (rest > 0x7F) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
