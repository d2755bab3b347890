package dev.jangada.kube.storage.proto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks over a message once and writes its JSON as it goes. What Go prints though it is zero is on the wire too, because
 * Kubernetes writes every field that is no pointer, list or map: what is not there was not known to the writer, and is
 * not in the JSON. For one object; see {@link ProtobufDecoder}.
 */
final class MessageWriter {

    /** Kubernetes' deepest message that does not hold itself has about 20 levels; a schema may have more. */
    private static final int DEEPEST = 500;

    private final WireSchema schema;
    private final JsonBuffer out;
    private final Wire wire = new Wire();
    private final ScalarWriter scalars;
    private final MapWriter maps;
    private final SchemaWriter schemas;
    private final List<UnknownField> unknown = new ArrayList<>();
    private byte[] resourceVersion = {};
    /** Whether every message is brought into order first. */
    private boolean careful;

    private int depth;

    MessageWriter(WireSchema schema, JsonBuffer out) {
        this.schema = schema;
        this.out = out;
        this.scalars = new ScalarWriter(wire, out);
        this.maps = new MapWriter(this, wire, out);
        this.schemas = new SchemaWriter(this, wire, out);
    }

    /** Begins another object. */
    void start(byte[] bytes, int at, byte[] version, boolean sortFirst) {
        wire.bytes = bytes;
        wire.at = at;
        resourceVersion = version;
        careful = sortFirst;
        depth = 0;
        unknown.clear();
    }

    List<UnknownField> unknown() {
        return unknown;
    }

    /**
     * Writes the fields of a message, without braces, and stands behind it.
     *
     * @throws Disorder if the fields are not in order, unless they are brought into order first
     */
    void fields(Message message, int end) throws MalformedValue {
        if (++depth > DEEPEST) {
            throw new MalformedValue("protobuf messages are too deep in each other");
        }
        byte @Nullable [] sorted = careful ? FieldOrder.sorted(message, wire.bytes, wire.at, end) : null;
        if (sorted == null) {
            inOrder(message, end);
        } else {
            byte[] outer = wire.bytes;
            wire.bytes = sorted;
            wire.at = 0;
            inOrder(message, sorted.length);
            wire.bytes = outer;
            wire.at = end;
        }
        depth--;
    }

    private void inOrder(Message message, int end) throws MalformedValue {
        int next = 0;
        while (wire.at < end) {
            int start = wire.at;
            int tag = wire.tag(end);
            Field field = message.field(tag >>> 3);
            if (field == null || (tag & 7) != field.wireType) {
                keep(message, tag, start, end);
                continue;
            }
            if (field.index < next) {
                throw new Disorder();
            }
            next = field.index + 1;
            switch (field.shape) {
                case ONE -> one(message, field, start, end);
                case LIST -> list(message, field, tag, end);
                case MAP, MAP_OF_LISTS -> maps.write(message, field, tag, end);
            }
        }
    }

    /** A field that is not understood is kept as it is. */
    void keep(Message message, int tag, int start, int end) throws MalformedValue {
        wire.skip(tag & 7, end);
        odd(message, tag >>> 3, start);
    }

    private void odd(Message message, int number, int start) {
        unknown.add(new UnknownField(message.name(), number, Arrays.copyOfRange(wire.bytes, start, wire.at)));
    }

    private void one(Message message, Field field, int start, int end) throws MalformedValue {
        if (field.inline) {
            int length = wire.length(end);
            fields(field.message(schema), wire.at + length);
            return;
        }
        int mark = out.length();
        out.raw(out.isFirst(), field.name);
        int code = value(message, field, start, end);
        if (code == ScalarWriter.NULL || (code == ScalarWriter.EMPTY && field.omitsEmpty)) {
            out.truncate(mark);
        }
    }

    private void list(Message message, Field field, int tag, int end) throws MalformedValue {
        out.raw(out.isFirst(), field.name);
        char before = '[';
        int start = wire.at;
        do {
            out.add(before);
            before = ',';
            int _ = value(message, field, start, end);
            start = wire.at;
        } while (again(tag, end));
        out.add(']');
    }

    /** Goes past the tag that comes, if it is this one. */
    boolean again(int tag, int end) throws MalformedValue {
        int at = wire.at;
        if (at < end && wire.tag(end) == tag) {
            return true;
        }
        wire.at = at;
        return false;
    }

    /** Writes one value: whether it is full, empty or null as Go sees it. */
    int value(Message message, Field field, int start, int end) throws MalformedValue {
        return switch (field.kind) {
            case MESSAGE -> object(field, end);
            case SCHEMA_OR_LIST, SCHEMA_OR_BOOL -> {
                int length = wire.length(end);
                yield schemas.write(message, field, wire.at + length);
            }
            case RESOURCE_VERSION -> {
                if (resourceVersion.length == 0) {
                    yield scalars.write(Kind.STRING, end);
                }
                wire.skip(Wire.BYTES, end);
                out.quoted(resourceVersion);
                yield ScalarWriter.FULL;
            }
            default -> scalar(message, field, start, end);
        };
    }

    private int scalar(Message message, Field field, int start, int end) throws MalformedValue {
        int code = scalars.write(field.kind, end);
        if (code != ScalarWriter.ODD) {
            return code;
        }
        odd(message, field.number, start);
        out.raw(ScalarWriter.JSON_NULL);
        return ScalarWriter.NULL;
    }

    /** Writes the message that comes, with braces. */
    int object(Field field, int end) throws MalformedValue {
        int length = wire.length(end);
        out.add('{');
        fields(field.message(schema), wire.at + length);
        out.add('}');
        return ScalarWriter.FULL;
    }
}
