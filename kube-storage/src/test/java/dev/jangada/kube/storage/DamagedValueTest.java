package dev.jangada.kube.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.storage.encryption.EncryptionConfiguration;
import dev.jangada.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damaged values of every form never do worse than a problem, or an object that is marked as partial or is another one. */
final class DamagedValueTest {

    private static final KeyLayout.Resource RESOURCE = new KeyLayout.Resource("", "things", "things", false, false);

    private final ValueDecoder decoder = new ValueDecoder("etcd:test", EncryptionConfiguration.NONE);

    @Test
    void someMutations() throws IOException {
        mutate(42, 20_000);
    }

    @Test
    @Tag("full")
    void manyMutations() throws IOException {
        mutate(43, 1_000_000);
    }

    private void mutate(long seed, int count) throws IOException {
        List<byte[]> values = values();
        var random = new Random(seed);
        int objects = 0;
        int problems = 0;
        for (int i = 0; i < count; i++) {
            byte[] value = mutated(values.get(random.nextInt(values.size())), values, random);
            try {
                StoredObject object = decoder.object(stored(value), RESOURCE, "");
                // What comes out is JSON whatever went in.
                assertThat(object.object().tree().isEmpty())
                        .as("seed %d, mutation %d", seed, i)
                        .isFalse();
                objects++;
            } catch (Problem problem) {
                problems++;
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ", mutation " + i, e);
            }
        }
        assertThat(objects).isGreaterThan(count / 20);
        assertThat(problems).isGreaterThan(count / 20);
    }

    private static byte[] mutated(byte[] original, List<byte[]> others, Random random) {
        byte[] bytes = original.clone();
        for (int change = random.nextInt(1, 4); change > 0 && bytes.length > 1; change--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 10), (byte) 0xFF);
                case 4 -> {
                    int length = Math.min(bytes.length - at, random.nextInt(1, 40));
                    System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), bytes, at, length);
                }
                default -> {
                    byte[] other = others.get(random.nextInt(others.size()));
                    int length = Math.min(Math.min(other.length, bytes.length - at), random.nextInt(1, 200));
                    System.arraycopy(other, 0, bytes, at, length);
                }
            }
        }
        return bytes;
    }

    /** Objects of every kind in protobuf, and some in JSON, CBOR and YAML. */
    private static List<byte[]> values() throws IOException {
        var values = new ArrayList<byte[]>();
        for (Golden golden : Golden.all().toList()) {
            values.add(golden.value());
            if (golden.value().length < 1_000) {
                values.add(Json.bytes(golden.json()));
                var cbor = new ByteArrayOutputStream();
                cbor.writeBytes(new byte[] {(byte) 0xD9, (byte) 0xD9, (byte) 0xF7});
                cbor.writeBytes(new ObjectMapper(new CBORFactory()).writeValueAsBytes(golden.json()));
                values.add(cbor.toByteArray());
                values.add(("apiVersion: v1\nkind: Thing\nmetadata: "
                                + golden.json().path("metadata"))
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        return values;
    }

    private static StoredValue stored(byte[] value) {
        return new StoredValue(KeyLayout.bytes("/registry/things/a"), () -> value, 7, 7, 1, 0, false);
    }
}
