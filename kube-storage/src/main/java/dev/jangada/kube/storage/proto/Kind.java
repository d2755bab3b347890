package dev.jangada.kube.storage.proto;

/** What the value of a field is, and how it looks in JSON. */
enum Kind {
    STRING(Wire.BYTES),
    BOOL(Wire.VARINT),
    INT(Wire.VARINT),
    DOUBLE(Wire.FIXED64),
    /** Base64. */
    BYTES(Wire.BYTES),
    /** {@code Quantity}: its text. */
    QUANTITY(Wire.BYTES),
    /** {@code Time}: RFC 3339 in seconds. */
    TIME(Wire.BYTES),
    /** {@code MicroTime}: RFC 3339 with six decimals. */
    MICRO_TIME(Wire.BYTES),
    /** {@code Duration}: as Go prints one. */
    DURATION(Wire.BYTES),
    INT_OR_STRING(Wire.BYTES),
    /** {@code RawExtension}, {@code FieldsV1}, {@code JSON}: JSON within protobuf. */
    RAW(Wire.BYTES),
    /** A list of schemas, or one schema. */
    SCHEMA_OR_LIST(Wire.BYTES),
    /** A schema, or a boolean. */
    SCHEMA_OR_BOOL(Wire.BYTES),
    MESSAGE(Wire.BYTES),
    /** The resourceVersion of the object itself, which is the revision it was read at and not what is stored. */
    RESOURCE_VERSION(Wire.BYTES);

    /** How the wire has it. */
    final int wireType;

    Kind(int wireType) {
        this.wireType = wireType;
    }

    /** The kind that a letter of the table stands for; a message's name has more than a letter, and a slash. */
    static Kind of(String letters) {
        return switch (letters.charAt(0)) {
            case 's' -> letters.length() == 1 ? STRING : MESSAGE;
            case 'b' -> letters.length() == 1 ? BOOL : MESSAGE;
            case 'i' -> letters.length() == 1 ? INT : MESSAGE;
            case 'd' -> letters.length() == 1 ? DOUBLE : MESSAGE;
            case 'y' -> letters.length() == 1 ? BYTES : MESSAGE;
            case 'Q' -> QUANTITY;
            case 'T' -> TIME;
            case 'U' -> MICRO_TIME;
            case 'D' -> DURATION;
            case 'I' -> INT_OR_STRING;
            case 'R' -> RAW;
            case 'A', 'S' -> SCHEMA_OR_LIST;
            case 'B' -> SCHEMA_OR_BOOL;
            default -> MESSAGE;
        };
    }
}
