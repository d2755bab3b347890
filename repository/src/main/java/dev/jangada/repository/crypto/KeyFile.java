package dev.jangada.repository.crypto;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
     * @throws IOException if it is not one; the message says why
     */
    public static KeyFile parse(byte[] bytes) throws IOException {
        JsonNode json = tree(bytes);
        if (!json.path("kdf").asText().equals("scrypt")) {
            throw new IOException("its key derivation is not scrypt");
        }
        var cost = new ScryptCost(
                json.path("N").asInt(), json.path("r").asInt(), json.path("p").asInt());
        if (!cost.isSound()) {
            throw new IOException("its parameters of scrypt make no sense");
        }
        byte[] salt = binary(json.path("salt"));
        byte[] data = binary(json.path("data"));
        if (salt == null || data == null || salt.length == 0) {
            throw new IOException("salt or key is missing");
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
            throw new IOException("its time cannot be understood", e);
        }
    }

    /** What Jackson says of what it cannot read names its own settings, on a line of its own. */
    private static JsonNode tree(byte[] bytes) throws IOException {
        try {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new IOException("it is no JSON, or ends in the middle of it", e);
        }
    }

    private static byte @Nullable [] binary(JsonNode value) throws IOException {
        try {
            return value.binaryValue();
        } catch (JsonProcessingException e) {
            throw new IOException("salt or key is not written in Base64", e);
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
     * @throws IOException if the passphrase is right, but what it opens is no key
     */
    public Optional<SealingKey> open(char[] passphrase) throws IOException {
        byte[] plain;
        try {
            plain = Scrypt.derive(passphrase, salt, cost).open(sealedKey);
        } catch (UnauthenticException e) {
            return Optional.empty();
        }
        JsonNode json = tree(plain);
        byte[] encryption = binary(json.path("encrypt"));
        byte[] k = binary(json.path("mac").path("k"));
        byte[] r = binary(json.path("mac").path("r"));
        if (encryption == null || k == null || r == null) {
            throw new IOException("the key inside is not complete");
        }
        try {
            return Optional.of(new SealingKey(encryption, k, r));
        } catch (IllegalArgumentException e) {
            throw new IOException("the key inside has not the right length", e);
        }
    }
}
