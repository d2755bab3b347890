package dev.jangada.kube.storage.proto;

/**
 * Writes the places of a CustomResourceDefinition's schema that hold a schema or something else: a list of schemas or of
 * texts, or a boolean. All have the schema and the other in the fields 1 and 2 in some order; source: marshal.go of
 * apiextensions.
 */
final class SchemaWriter {

    private final MessageWriter messages;
    private final Wire wire;
    private final JsonBuffer out;

    SchemaWriter(MessageWriter messages, Wire wire, JsonBuffer out) {
        this.messages = messages;
        this.wire = wire;
        this.out = out;
    }

    /** Writes the alternative that is there: whether it is full or null. */
    int write(Message message, Field field, int end) throws MalformedValue {
        boolean orBool = field.kind == Kind.SCHEMA_OR_BOOL;
        int schemaField = orBool ? 2 : 1;
        int schema = -1;
        boolean allowed = false;
        char before = '[';
        while (wire.at < end) {
            int start = wire.at;
            int tag = wire.tag(end);
            if (tag == (schemaField << 3 | Wire.BYTES)) {
                schema = wire.at;
                wire.skip(Wire.BYTES, end);
            } else if (orBool && tag == (1 << 3 | Wire.VARINT)) {
                allowed = wire.varint(end) != 0;
            } else if (!orBool && tag == (2 << 3 | Wire.BYTES)) {
                out.add(before);
                before = ',';
                element(field, end);
            } else {
                messages.keep(message, field.number << 3 | tag & 7, start, end);
            }
        }
        if (before == ',') {
            out.add(']');
        } else if (schema >= 0) {
            wire.at = schema;
            int _ = messages.object(field, end);
        } else if (orBool) {
            out.ascii(allowed ? "true" : "false");
        } else {
            out.raw(ScalarWriter.JSON_NULL);
            return ScalarWriter.NULL;
        }
        wire.at = end;
        return ScalarWriter.FULL;
    }

    private void element(Field field, int end) throws MalformedValue {
        if (field.texts) {
            int length = wire.length(end);
            out.string(wire.bytes, wire.at, wire.at + length);
            wire.at += length;
        } else {
            int _ = messages.object(field, end);
        }
    }
}
