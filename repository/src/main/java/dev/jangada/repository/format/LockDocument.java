package dev.jangada.repository.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jangada.repository.damage.DamageMessage;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * Who works on the repository.
 *
 * @param time when the lock was made or last refreshed, by its holder's clock
 * @param exclusive whether nobody else may
 * @param host the machine
 * @param user the user
 * @param pid the process
 * @param uid the user's number
 * @param gid the group's number
 */
public record LockDocument(Instant time, boolean exclusive, String host, String user, long pid, int uid, int gid) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The same holder at another time. */
    public LockDocument at(Instant now) {
        return new LockDocument(now, exclusive, host, user, pid, uid, gid);
    }

    /** The document. */
    public byte[] bytes() {
        var json = new GoJson(300);
        json.open('{').field("time").value(time).field("exclusive").value(exclusive);
        json.field("hostname")
                .value(host)
                .field("username")
                .value(user)
                .field("pid")
                .value(pid);
        if (uid != 0) {
            json.field("uid").value(uid);
        }
        if (gid != 0) {
            json.field("gid").value(gid);
        }
        return json.close('}').bytes();
    }

    /** Reads a document. */
    public static LockDocument parse(byte[] bytes) throws MalformedException {
        try {
            JsonNode json = JSON.readTree(bytes);
            return new LockDocument(
                    OffsetDateTime.parse(json.path("time").asText()).toInstant(),
                    json.path("exclusive").asBoolean(),
                    json.path("hostname").asText(),
                    json.path("username").asText(),
                    json.path("pid").asLong(),
                    json.path("uid").asInt(),
                    json.path("gid").asInt());
        } catch (IOException | DateTimeException e) {
            throw new MalformedException(e, DamageMessage.NOT_A_LOCK);
        }
    }
}
