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
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Makes an object of a stored value: decrypts it, and reads the protobuf, JSON, CBOR or YAML within. Not for several
 * threads at a time; holds one buffer of the size of the largest value.
 */
public final class ValueDecoder {

    private static final byte[] YAML = "apiVersion:".getBytes(StandardCharsets.US_ASCII);

    private final String source;
    private final EncryptionConfiguration encryption;
    private final ProtobufDecoder protobuf = new ProtobufDecoder();
    private byte[] bytes = new byte[16 << 10];
    private int length;

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
        load(value, resource);
        try {
            if (Envelope.begins(bytes, length)) {
                Envelope envelope = Envelope.read(bytes, length);
                return new TypeMeta(envelope.apiVersion(), envelope.kind());
            }
            JsonValue json = json(value);
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
        load(value, resource);
        String revision = Long.toString(value.modRevision());
        try {
            if (Envelope.begins(bytes, length)) {
                Envelope envelope = Envelope.read(bytes, length);
                DecodedObject decoded = protobuf.decode(
                        envelope.apiVersion(), envelope.kind(), bytes, envelope.start(), envelope.end(), revision);
                return new StoredObject(
                        KubeObject.of(envelope.apiVersion(), envelope.kind(), decoded.json()),
                        decoded.knownKind(),
                        decoded.unknown());
            }
            JsonValue json = json(value);
            String shown = apiVersion.isEmpty() ? json.apiVersion() : apiVersion;
            return new StoredObject(KubeObject.of(shown, json.kind(), json.json(shown, revision)), true, List.of());
        } catch (MalformedValue e) {
            throw damaged(value, e);
        }
    }

    private void load(StoredValue value, KeyLayout.Resource resource) {
        MemorySegment stored = value.value();
        length = (int) stored.byteSize();
        if (length > bytes.length) {
            bytes = new byte[length + (length >> 1)];
        }
        MemorySegment.copy(stored, ValueLayout.JAVA_BYTE, 0, bytes, 0, length);
        if (EncryptionConfiguration.isEncrypted(bytes, length)) {
            byte[] plain =
                    encryption.decrypt(resource.group(), resource.plural(), value.key(), Arrays.copyOf(bytes, length));
            bytes = plain;
            length = plain.length;
        }
    }

    /** The value as JSON, whatever it is if not protobuf. */
    private JsonValue json(StoredValue value) throws MalformedValue {
        if (CborValue.begins(bytes, length)) {
            byte[] json = CborValue.toJson(bytes, length);
            return JsonValue.read(json, json.length);
        }
        int first = 0;
        while (first < length && bytes[first] <= ' ' && bytes[first] >= 0) {
            first++;
        }
        if (first < length && bytes[first] == '{') {
            return JsonValue.read(bytes, length);
        }
        if (length > YAML.length && Arrays.equals(bytes, 0, YAML.length, YAML, 0, YAML.length)) {
            byte[] json = yaml();
            return JsonValue.read(json, json.length);
        }
        throw new Problem(ExitCode.FAILED, StorageMessage.NOT_AN_OBJECT, value.keyText(), source, length + " bytes");
    }

    private byte[] yaml() throws MalformedValue {
        try {
            JsonNode tree = Json.mapper().readTree(new YAMLFactory().createParser(bytes, 0, length));
            return Json.bytes(tree);
        } catch (IOException e) {
            throw new MalformedValue("not valid YAML");
        }
    }

    private Problem damaged(StoredValue value, MalformedValue e) {
        return new Problem(e, ExitCode.CORRUPT, StorageMessage.DAMAGED, value.keyText(), source, e.getMessage());
    }
}
