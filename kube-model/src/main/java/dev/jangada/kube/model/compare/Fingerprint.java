package dev.jangada.kube.model.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sixteen bytes that stand for a tree: the beginning of a hash of its JSON with sorted fields.
 *
 * @param first the first eight bytes, big-endian
 * @param second the other eight
 */
public record Fingerprint(long first, long second) {

    private static final String MAC = "HmacSHA256";

    private static final ObjectWriter SORTED = Json.mapper().writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

    /** By SHA-256: the same everywhere. */
    static Fingerprint of(JsonNode tree) {
        try {
            return of(MessageDigest.getInstance("SHA-256").digest(SORTED.writeValueAsBytes(tree)));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("a tree in memory can be written, and every Java has SHA-256", e);
        }
    }

    /**
     * Of an object's normal form, by HMAC-SHA-256, for a place where others may read it: who does not have the key cannot
     * try which content it stands for.
     *
     * @throws dev.jangada.problem.Problem if the object is not valid JSON
     */
    public static Fingerprint keyed(KubeObject object, byte[] key) {
        ObjectNode tree = NormalForm.standard().of(object);
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return of(mac.doFinal(SORTED.writeValueAsBytes(tree)));
        } catch (JsonProcessingException | GeneralSecurityException e) {
            throw new IllegalStateException("a tree in memory can be written, and every Java has " + MAC, e);
        }
    }

    private static Fingerprint of(byte[] hash) {
        var bytes = ByteBuffer.wrap(hash);
        return new Fingerprint(bytes.getLong(), bytes.getLong());
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(first) + HexFormat.of().toHexDigits(second);
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if the text is something else
     */
    public static Fingerprint parse(String text) {
        if (text.length() != 32) {
            throw new IllegalArgumentException("not 32 hexadecimal digits");
        }
        return new Fingerprint(HexFormat.fromHexDigitsToLong(text, 0, 16), HexFormat.fromHexDigitsToLong(text, 16, 32));
    }

    /** The JSON of a tree with sorted fields. */
    static String text(JsonNode tree) {
        try {
            return SORTED.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree in memory can be written", e);
        }
    }
}
