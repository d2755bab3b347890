package dev.jangada.kube.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.storage.encryption.EncryptionConfiguration;
import dev.jangada.kube.storage.proto.DecodedObject;
import dev.jangada.kube.storage.proto.Envelope;
import dev.jangada.kube.storage.proto.MalformedValue;
import dev.jangada.kube.storage.proto.ProtobufDecoder;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Makes an object of a stored value: decrypts it, and reads the protobuf, JSON, CBOR or YAML within. Not for several
 * threads at a time; holds one value.
 */
public final class ValueDecoder {

    private static final byte[] YAML = "apiVersion:".getBytes(StandardCharsets.US_ASCII);

    private final String source;
    private final EncryptionConfiguration encryption;
    private final ProtobufDecoder protobuf = new ProtobufDecoder();

    /**
     * A decoder.
     *
     * @param source what a user calls the source of the values, for problems
     * @param encryption the keys, where values are encrypted
     */
    public ValueDecoder(String source, EncryptionConfiguration encryption) {
        this.source = source;
        this.encryption = encryption;
    }

    /**
     * What a value is: its apiVersion and kind.
     *
     * @param resource whose values are stored at such keys; chooses the keys for decryption
     * @throws Problem if it is damaged, is no object, or cannot be decrypted
     */
    public TypeMeta type(StoredValue value, KeyLayout.Resource resource) {
        byte[] bytes = plain(value, resource);
        try {
            if (Envelope.begins(bytes)) {
                Envelope envelope = Envelope.read(bytes);
                return new TypeMeta(envelope.apiVersion(), envelope.kind());
            }
            JsonValue json = json(value, bytes);
            return new TypeMeta(json.apiVersion(), json.kind());
        } catch (MalformedValue e) {
            throw damaged(value, e);
        }
    }

    /**
     * The object.
     *
     * @param apiVersion the version that it is to be shown in; empty for the stored one. Only an object in JSON can be
     *     shown in another, and nothing else of it changes
     * @throws Problem if it is damaged, is no object, or cannot be decrypted
     */
    public StoredObject object(StoredValue value, KeyLayout.Resource resource, String apiVersion) {
        byte[] bytes = plain(value, resource);
        String revision = Long.toString(value.modRevision());
        try {
            if (Envelope.begins(bytes)) {
                Envelope envelope = Envelope.read(bytes);
                DecodedObject decoded = protobuf.decode(
                        envelope.apiVersion(), envelope.kind(), bytes, envelope.start(), envelope.end(), revision);
                return new StoredObject(
                        KubeObject.of(envelope.apiVersion(), envelope.kind(), decoded.json()),
                        decoded.knownKind(),
                        decoded.unknown());
            }
            JsonValue json = json(value, bytes);
            String shown = apiVersion.isEmpty() ? json.apiVersion() : apiVersion;
            return new StoredObject(KubeObject.of(shown, json.kind(), json.json(shown, revision)), true, List.of());
        } catch (MalformedValue e) {
            throw damaged(value, e);
        }
    }

    /** The object's JSON as it is stored, if it is stored as JSON, and without a look at it; else as {@link #object} has it. */
    byte[] json(StoredValue value, KeyLayout.Resource resource) {
        byte[] bytes = plain(value, resource);
        return bytes.length > 0 && bytes[0] == '{'
                ? bytes
                : object(value, resource, "").object().json();
    }

    private byte[] plain(StoredValue value, KeyLayout.Resource resource) {
        byte[] bytes = value.value().get();
        return EncryptionConfiguration.isEncrypted(bytes)
                ? encryption.decrypt(resource.group(), resource.plural(), value.key(), bytes)
                : bytes;
    }

    /** The value as JSON, whatever it is if not protobuf. */
    private JsonValue json(StoredValue value, byte[] bytes) throws MalformedValue {
        if (CborValue.begins(bytes)) {
            byte[] json = CborValue.toJson(bytes);
            return JsonValue.read(json);
        }
        int first = 0;
        while (first < bytes.length && bytes[first] <= ' ' && bytes[first] >= 0) {
            first++;
        }
        if (first < bytes.length && bytes[first] == '{') {
            return JsonValue.read(bytes);
        }
        if (bytes.length > YAML.length && Arrays.equals(bytes, 0, YAML.length, YAML, 0, YAML.length)) {
            byte[] json = yaml(bytes);
            return JsonValue.read(json);
        }
        throw new Problem(
                ExitCode.FAILED, StorageMessage.NOT_AN_OBJECT, value.keyText(), source, bytes.length + " bytes");
    }

    private static byte[] yaml(byte[] bytes) throws MalformedValue {
        try {
            JsonNode tree = Json.mapper().readTree(new YAMLFactory().createParser(bytes));
            return Json.bytes(tree);
        } catch (IOException e) {
            throw new MalformedValue("not valid YAML");
        }
    }

    private Problem damaged(StoredValue value, MalformedValue e) {
        return new Problem(e, ExitCode.CORRUPT, StorageMessage.DAMAGED, value.keyText(), source, e.getMessage());
    }
}
