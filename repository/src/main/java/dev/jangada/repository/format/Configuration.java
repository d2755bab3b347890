package dev.jangada.repository.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jangada.repository.crypto.SealingKey;
import dev.jangada.repository.crypto.UnauthenticException;
import dev.jangada.repository.damage.DamageMessage;
import java.io.IOException;
import java.util.HexFormat;

/**
 * What holds for a whole repository.
 *
 * @param version of the format
 * @param id 64 random hexadecimal digits, by which a repository is known wherever it lies
 * @param polynomial of the chunker
 */
public record Configuration(int version, String id, long polynomial) {

    /** The version that is read and written here. */
    public static final int VERSION = 2;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The sealed file. */
    public byte[] seal(SealingKey key) {
        byte[] json = new GoJson(200)
                .open('{')
                .field("version")
                .value(version)
                .field("id")
                .value(id)
                .field("chunker_polynomial")
                .plain(Long.toHexString(polynomial))
                .close('}')
                .bytes();
        return key.seal(json);
    }

    /** Reads the sealed file. */
    public static Configuration open(byte[] file, SealingKey key) throws MalformedException {
        try {
            JsonNode json = JSON.readTree(key.open(file));
            return new Configuration(
                    json.path("version").asInt(),
                    json.path("id").asText(),
                    HexFormat.fromHexDigitsToLong(
                            json.path("chunker_polynomial").asText()));
        } catch (UnauthenticException e) {
            throw new MalformedException(e, e.damage());
        } catch (IOException | IllegalArgumentException e) {
            throw new MalformedException(e, DamageMessage.NOT_A_CONFIGURATION);
        }
    }
}
