package dev.jangada.kube.storage.encryption;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the API server's {@code --encryption-provider-config} says: for which resources there are which keys. Immutable
 * and safe for use by several threads; keys are kept in memory and shown nowhere.
 */
public final class EncryptionConfiguration {

    /** No configuration: what is not encrypted can be read. */
    public static final EncryptionConfiguration NONE = new EncryptionConfiguration("", List.of());

    private static final byte[] PREFIX = "k8s:enc:".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_HEAD = 512;

    /** Behind the provider, its version, and the name of the key. */
    private static final int HEAD_COLONS = 3;

    /** One entry under {@code resources}. */
    record Entry(List<String> resources, List<Provider> providers) {

        Entry {
            resources = List.copyOf(resources);
            providers = List.copyOf(providers);
        }

        /** Whether it is for a resource: by name, by group ({@code *.apps}, {@code *.} for the core group), or all. */
        boolean isFor(String group, String plural) {
            return resources.stream()
                    .anyMatch(resource -> resource.equals(group.isEmpty() ? plural : plural + "." + group)
                            || resource.equals("*." + group)
                            || resource.equals("*.*"));
        }
    }

    private final String name;
    private final List<Entry> entries;

    private EncryptionConfiguration(String name, List<Entry> entries) {
        this.name = name;
        this.entries = entries;
    }

    /**
     * Reads a file, YAML or JSON.
     *
     * @throws Problem if it cannot be read or understood; nothing of its keys is repeated
     */
    public static EncryptionConfiguration read(Path file) {
        try {
            return of(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new Problem(e, ExitCode.USAGE, EncryptionMessage.CANNOT_READ, file, FileFailure.reason(e));
        }
    }

    static EncryptionConfiguration of(String name, byte[] text) {
        return new EncryptionConfiguration(name, ConfigurationFile.read(name, text));
    }

    /** Whether a stored value is encrypted. */
    public static boolean isEncrypted(byte[] value) {
        return value.length >= PREFIX.length && Arrays.equals(value, 0, PREFIX.length, PREFIX, 0, PREFIX.length);
    }

    /**
     * How much of a stored value says how it is encrypted: what {@link #scheme} needs of it, and nothing of the content.
     *
     * @param bytes where the value is
     * @param start its first byte
     * @param length how many bytes it has
     * @return 0 if it is not encrypted
     */
    public static int headLength(MemorySegment bytes, long start, int length) {
        for (int i = 0; i < PREFIX.length; i++) {
            if (i == length || bytes.get(ValueLayout.JAVA_BYTE, start + i) != PREFIX[i]) {
                return 0;
            }
        }
        int head = PREFIX.length;
        int colons = 0;
        for (int i = PREFIX.length; i < Math.min(length, LONGEST_HEAD) && colons < HEAD_COLONS; i++) {
            if (bytes.get(ValueLayout.JAVA_BYTE, start + i) == ':') {
                head = i + 1;
                colons++;
            }
        }
        return head;
    }

    /**
     * What an encrypted value says of itself: provider, its version, and the name of the key or plugin, as in
     * {@code aesgcm:v1:key1}; empty if it is not encrypted.
     */
    public static Optional<String> scheme(byte[] value) {
        return isEncrypted(value) ? Optional.of(Head.of(value).toString()) : Optional.empty();
    }

    /**
     * Decrypts a value.
     *
     * @param group the API group of the resource that it is of, empty for the core group
     * @param plural the resource's name
     * @param etcdKey the whole key that it is stored at
     * @param value begins with {@code k8s:enc:}
     * @return what the API server would have stored without encryption
     * @throws Problem if that is not possible: no such key, a wrong one, a KMS plugin
     */
    public byte[] decrypt(String group, String plural, byte[] etcdKey, byte[] value) {
        Head head = Head.of(value);
        String what = new String(etcdKey, StandardCharsets.UTF_8);
        byte[] payload = Arrays.copyOfRange(value, head.length(), value.length);
        boolean known = false;
        for (Entry entry : inOrder(group, plural)) {
            for (Provider provider : entry.providers) {
                if (provider instanceof Provider.Local local && local.prefix().equals(head.prefix())) {
                    for (Provider.NamedKey key : local.keys()) {
                        if (key.name().equals(head.keyName())) {
                            known = true;
                            Optional<byte[]> plain = decrypt(local, key, payload, etcdKey);
                            if (plain.isPresent()) {
                                return plain.get();
                            }
                        }
                    }
                }
            }
        }
        throw cannot(what, head, known);
    }

    /** The API server tries the first entry for the resource only; a file of another time may have it elsewhere. */
    private List<Entry> inOrder(String group, String plural) {
        var first = new ArrayList<Entry>();
        var rest = new ArrayList<Entry>();
        entries.forEach(entry -> (entry.isFor(group, plural) ? first : rest).add(entry));
        first.addAll(rest);
        return first;
    }

    private static Optional<byte[]> decrypt(
            Provider.Local provider, Provider.NamedKey key, byte[] payload, byte[] etcdKey) {
        try {
            return Optional.of(provider.decrypt(key.key(), payload, etcdKey));
        } catch (GeneralSecurityException e) {
            // Another provider may have a key of the same name.
            return Optional.empty();
        }
    }

    private Problem cannot(String what, Head head, boolean known) {
        if (head.provider().equals("kms")) {
            return new Problem(ExitCode.FAILED, EncryptionMessage.KMS, what, head.keyName(), "KMS " + head.version());
        }
        if (head.keyName().isEmpty()) {
            return new Problem(ExitCode.FAILED, EncryptionMessage.UNKNOWN_PREFIX, what, head.prefix());
        }
        if (entries.isEmpty()) {
            return new Problem(
                    ExitCode.FAILED, EncryptionMessage.NO_CONFIGURATION, what, head.provider(), head.keyName());
        }
        return new Problem(
                ExitCode.FAILED,
                known ? EncryptionMessage.WRONG_KEY : EncryptionMessage.NO_SUCH_KEY,
                what,
                head.provider(),
                head.keyName(),
                name);
    }

    /** The file's name, without what is in it. */
    @Override
    public String toString() {
        return name;
    }

    /**
     * What stands before the payload: {@code k8s:enc:PROVIDER:VERSION:NAME:}.
     *
     * @param length how many bytes it has
     */
    private record Head(String provider, String version, String keyName, int length) {

        static Head of(byte[] value) {
            String text = new String(
                    value,
                    PREFIX.length,
                    Math.min(value.length, LONGEST_HEAD) - PREFIX.length,
                    StandardCharsets.ISO_8859_1);
            String[] part = text.split(":", 4);
            if (part.length < 4) {
                return new Head(part[0].replaceAll("[^a-z0-9]", "?"), "", "", value.length);
            }
            int head = part[0].length() + part[1].length() + part[2].length() + 3;
            return new Head(part[0], part[1], part[2], PREFIX.length + head);
        }

        String prefix() {
            return "k8s:enc:" + provider + ":" + version + ":";
        }

        @Override
        public String toString() {
            return provider + ":" + version + ":" + keyName;
        }
    }
}
