package dev.jangada.kube.storage.proto;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A field of a message, as a line of the table has it: {@code NUMBER FLAGS : JSON-NAME : SHAPE KIND}. */
final class Field {

    /** How many values there are, and what is around them. */
    enum Shape {
        ONE,
        LIST,
        MAP,
        /** A map whose values are lists, each in a message of its own. */
        MAP_OF_LISTS
    }

    final int number;
    /** Its place in the message, by number. */
    final int index;
    /** {@code ,"name":}. */
    final byte[] name;

    final Shape shape;
    final Kind kind;
    /** How the wire has one of it: of a map an entry. */
    final int wireType;
    /** Whether the message's fields stand in the JSON without an object around them. */
    final boolean inline;
    /** Whether a zero that is on the wire stays out of the JSON. */
    final boolean omitsEmpty;
    /** For what the schema letters say of the texts. */
    final boolean texts;

    private final String messageName;
    private @Nullable Message message;

    private Field(
            int number,
            int index,
            String flags,
            String name,
            Shape shape,
            Kind kind,
            boolean texts,
            String messageName) {
        boolean pointer = flags.contains("*");
        boolean omitEmpty = flags.contains("?");
        this.number = number;
        this.index = index;
        this.inline = name.equals("<");
        this.name = (",\"" + name + "\":").getBytes(StandardCharsets.US_ASCII);
        this.shape = shape;
        this.kind = kind;
        this.wireType = isMap() ? Wire.BYTES : kind.wireType;
        this.texts = texts;
        this.messageName = messageName;
        this.omitsEmpty = omitEmpty && !pointer;
    }

    /** Reads a field of the table. */
    static Field parse(String text, int index) {
        int colon = text.indexOf(':');
        int end = text.indexOf(':', colon + 1);
        int digits = 0;
        while (Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        String type = text.substring(end + 1);
        Shape shape = type.startsWith("{=")
                ? Shape.MAP_OF_LISTS
                : type.startsWith("{") ? Shape.MAP : type.startsWith("[") ? Shape.LIST : Shape.ONE;
        String letters = type.substring(shape == Shape.ONE ? 0 : shape == Shape.MAP_OF_LISTS ? 2 : 1);
        Kind kind = Kind.of(letters);
        boolean schema = kind == Kind.SCHEMA_OR_LIST || kind == Kind.SCHEMA_OR_BOOL;
        return new Field(
                Integer.parseInt(text, 0, digits, 10),
                index,
                text.substring(digits, colon),
                text.substring(colon + 1, end),
                shape,
                kind,
                letters.startsWith("S"),
                schema ? letters.substring(1) : letters);
    }

    /** The same field with another kind of value. */
    Field with(Kind other) {
        return new Field(number, index, "?", jsonName(), shape, other, false, messageName);
    }

    /** The same field with another message in it. */
    Field with(Message other) {
        var field = new Field(number, index, "", jsonName(), shape, kind, false, messageName);
        field.message = other;
        return field;
    }

    boolean isMap() {
        return shape == Shape.MAP || shape == Shape.MAP_OF_LISTS;
    }

    String jsonName() {
        return inline ? "" : new String(name, 2, name.length - 4, StandardCharsets.US_ASCII);
    }

    /** The message that the value is. */
    Message message(WireSchema schema) {
        // Two threads may both look it up: they find the same, and its fields are final.
        Message known = message;
        if (known == null) {
            known = schema.message(messageName);
            message = known;
        }
        return known;
    }
}
