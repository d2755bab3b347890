package dev.jangada.kube.storage;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.storage.proto.MalformedValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * An object that is stored as CBOR (RFC 8949), as API servers with the gate CBORServingAndStorage write custom resources:
 * texts and the names of fields are byte strings; bytes that JSON has in base64 carry tag 22.
 */
final class CborValue {

    /** Tag 55799, "this is CBOR". */
    private static final byte[] MAGIC = {(byte) 0xD9, (byte) 0xD9, (byte) 0xF7};

    private static final int TAG_BASE64 = 22;

    /** Below it every digit of a whole number is certain. */
    private static final double WHOLE = 1e15;

    /** Loaded when the first value is CBOR; most clusters have none. */
    private static final class Library {
        static final CBORFactory FACTORY = CBORFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(256 << 20)
                        .maxNestingDepth(1_000)
                        .build())
                .build();
    }

    private CborValue() {}

    static boolean begins(byte[] bytes) {
        return bytes.length >= MAGIC.length && bytes[0] == MAGIC[0] && bytes[1] == MAGIC[1] && bytes[2] == MAGIC[2];
    }

    /**
     * The same in JSON.
     *
     * @throws MalformedValue if it is not CBOR, or has what JSON has not
     */
    static byte[] toJson(byte[] bytes) throws MalformedValue {
        var out = new ByteArrayOutputStream(bytes.length * 2);
        try (CBORParser parser = Library.FACTORY.createParser(bytes, MAGIC.length, bytes.length - MAGIC.length);
                JsonGenerator json = Json.factory().createGenerator(out)) {
            while (parser.nextToken() != null) {
                copy(parser, json);
            }
        } catch (IOException | RuntimeException e) {
            // The parser meets damaged input with many an exception, and none of them may take a whole source down.
            throw new MalformedValue("not valid CBOR");
        }
        return out.toByteArray();
    }

    private static void copy(CBORParser parser, JsonGenerator json) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_EMBEDDED_OBJECT) {
            byte[] content = parser.getBinaryValue();
            if (parser.getCurrentTags().contains(TAG_BASE64)) {
                json.writeString(Base64.getEncoder().encodeToString(content));
            } else {
                json.writeString(text(content));
            }
        } else if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
            real(parser, json);
        } else {
            json.copyCurrentEvent(parser);
        }
    }

    /** Go prints a real number that is whole without a point, and JSON has neither infinity nor what is no number. */
    private static void real(CBORParser parser, JsonGenerator json) throws IOException {
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw new IOException("a number that JSON has not");
        }
        if (value == Math.rint(value) && Math.abs(value) < WHOLE) {
            json.writeNumber((long) value);
        } else {
            json.copyCurrentEvent(parser);
        }
    }

    private static String text(byte[] content) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(content))
                .toString();
    }
}
