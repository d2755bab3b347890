package dev.jangada.repository.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.repository.damage.DamageMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One passphrase's way to the repository's key: who made it and when, how the passphrase becomes a key, and the repository's key
 * sealed with that. The file is readable JSON; its name is its hash.
 */
public final class KeyFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String host;
    private final String user;
    private final OffsetDateTime created;
    private final ScryptCost cost;
    private final byte[] salt;
    private final byte[] sealedKey;

    private KeyFile(String host, String user, OffsetDateTime created, ScryptCost cost, byte[] salt, byte[] sealedKey) {
        this.host = host;
        this.user = user;
        this.created = created;
        this.cost = cost;
        this.salt = salt;
        this.sealedKey = sealedKey;
    }

    /** A key file for a new passphrase. */
    public static KeyFile create(
            SealingKey master, char[] passphrase, ScryptCost cost, String host, String user, OffsetDateTime now) {
        byte[] salt = SealingKey.randomBytes(Scrypt.SALT);
        SealingKey own = Scrypt.derive(passphrase, salt, cost);
        ObjectNode json = JSON.createObjectNode();
        json.putObject("mac").put("k", master.macK()).put("r", master.macR());
        json.put("encrypt", master.encryption());
        return new KeyFile(host, user, now, cost, salt, own.seal(json.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Reads a key file.
     *
     * @throws MalformedKeyException if it is not one
     */
    public static KeyFile parse(byte[] bytes) throws MalformedKeyException {
        JsonNode json = tree(bytes, DamageMessage.NOT_JSON);
        if (!json.path("kdf").asText().equals("scrypt")) {
            throw new MalformedKeyException(DamageMessage.NOT_SCRYPT);
        }
        var cost = new ScryptCost(
                json.path("N").asInt(), json.path("r").asInt(), json.path("p").asInt());
        if (!cost.isSound()) {
            throw new MalformedKeyException(DamageMessage.BAD_SCRYPT);
        }
        byte[] salt = binary(json.path("salt"), DamageMessage.NO_SALT_OR_KEY);
        byte[] data = binary(json.path("data"), DamageMessage.NO_SALT_OR_KEY);
        if (salt == null || data == null || salt.length == 0) {
            throw new MalformedKeyException(DamageMessage.NO_SALT_OR_KEY);
        }
        try {
            return new KeyFile(
                    json.path("hostname").asText(),
                    json.path("username").asText(),
                    OffsetDateTime.parse(json.path("created").asText()),
                    cost,
                    salt,
                    data);
        } catch (DateTimeException e) {
            throw new MalformedKeyException(e, DamageMessage.BAD_TIME);
        }
    }

    private static JsonNode tree(byte[] bytes, DamageMessage otherwise) throws MalformedKeyException {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new MalformedKeyException(e, otherwise);
        }
    }

    private static byte @Nullable [] binary(JsonNode value, DamageMessage otherwise) throws MalformedKeyException {
        try {
            return value.binaryValue();
        } catch (IOException e) {
            throw new MalformedKeyException(e, otherwise);
        }
    }

    /** The file's content, with the fields in restic's order. */
    public byte[] bytes() {
        ObjectNode json = JSON.createObjectNode();
        json.put("created", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(created));
        json.put("username", user);
        json.put("hostname", host);
        json.put("kdf", "scrypt");
        json.put("N", cost.n());
        json.put("r", cost.r());
        json.put("p", cost.p());
        json.put("salt", salt);
        json.put("data", sealedKey);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Where it was made. */
    public String host() {
        return host;
    }

    /** By whom. */
    public String user() {
        return user;
    }

    /** When. */
    public OffsetDateTime created() {
        return created;
    }

    /** Whether opening it is affordable: memory and repetitions are bounded. */
    public boolean isAffordable() {
        return cost.isAffordable();
    }

    /** How much memory opening it takes, in MiB. */
    public long mebibytes() {
        return cost.memory() >> 20;
    }

    /**
     * The repository's key, if the passphrase is the right one.
     *
     * @param passphrase left as it is; the caller wipes it
     * @throws MalformedKeyException if the passphrase is right, but what it opens is no key
     */
    public Optional<SealingKey> open(char[] passphrase) throws MalformedKeyException {
        byte[] plain;
        try {
            plain = Scrypt.derive(passphrase, salt, cost).open(sealedKey);
        } catch (UnauthenticException e) {
            return Optional.empty();
        }
        JsonNode json = tree(plain, DamageMessage.BAD_KEY);
        byte[] encryption = binary(json.path("encrypt"), DamageMessage.BAD_KEY);
        byte[] k = binary(json.path("mac").path("k"), DamageMessage.BAD_KEY);
        byte[] r = binary(json.path("mac").path("r"), DamageMessage.BAD_KEY);
        if (encryption == null || k == null || r == null) {
            throw new MalformedKeyException(DamageMessage.BAD_KEY);
        }
        try {
            return Optional.of(new SealingKey(encryption, k, r));
        } catch (IllegalArgumentException e) {
            throw new MalformedKeyException(e, DamageMessage.BAD_KEY);
        }
    }
}
