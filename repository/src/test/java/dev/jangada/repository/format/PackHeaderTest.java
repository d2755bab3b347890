package dev.jangada.repository.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.repository.crypto.SealingKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackHeaderTest {

    private final SealingKey key = SealingKey.random();

    private static List<PackedBlob> blobs(Random random) {
        var blobs = new ArrayList<PackedBlob>();
        long offset = 0;
        for (int i = 0; i < 1 + random.nextInt(50); i++) {
            byte[] some = new byte[8];
            random.nextBytes(some);
            Id id = Id.of(some);
            int length = SealingKey.OVERHEAD + random.nextInt(10_000);
            blobs.add(new PackedBlob(
                    random.nextBoolean() ? Blob.data(id) : Blob.tree(id),
                    offset,
                    length,
                    random.nextBoolean() ? 0 : 1 + random.nextInt(100_000)));
            offset += length;
        }
        return blobs;
    }

    @Test
    void whatIsSealedIsOpened() throws MalformedException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<PackedBlob> blobs = blobs(random);
            byte[] end = PackHeader.seal(blobs, key);
            long length = PackHeader.packLength(blobs);
            PackedBlob last = blobs.getLast();
            assertThat(last.offset() + last.length() + end.length)
                    .as("seed %d", seed)
                    .isEqualTo(length);
            int sealed = PackHeader.sealedLength(end, length);
            assertThat(sealed).isEqualTo(end.length - PackHeader.LENGTH);
            assertThat(PackHeader.open(Arrays.copyOf(end, sealed), length, key))
                    .as("seed %d", seed)
                    .isEqualTo(blobs);
        }
    }

    @Test
    void aHeaderThatCannotBeIsMalformed() {
        List<PackedBlob> blobs = blobs(new Random(1));
        byte[] end = PackHeader.seal(blobs, key);
        long length = PackHeader.packLength(blobs);
        byte[] sealed = Arrays.copyOf(end, end.length - PackHeader.LENGTH);
        assertThatThrownBy(() -> PackHeader.open(sealed, length + 1, key)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> PackHeader.open(key.seal(new byte[36]), 1000, key))
                .isInstanceOf(MalformedException.class);
        byte[] unknown = new byte[37];
        unknown[0] = 4;
        assertThatThrownBy(() -> PackHeader.open(key.seal(unknown), 1000, key)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> PackHeader.sealedLength(new byte[4], 1000)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> PackHeader.sealedLength(new byte[] {-1, -1, -1, -1}, 1000))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void anIndexIsReadAsItWasWritten() throws MalformedException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        Map<Id, List<PackedBlob>> packs = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            packs.put(Id.of(new byte[] {(byte) i}), blobs(random));
        }
        Map<Id, List<PackedBlob>> read = new LinkedHashMap<>();
        IndexDocument.read(IndexDocument.write(packs), read::put);
        assertThat(read).as("seed %d", seed).isEqualTo(packs);
    }

    @Test
    void whatIsNoIndexIsMalformed() {
        for (String bad : new String[] {
            "",
            "[]",
            "{\"packs\":[{}]}",
            "{\"packs\":[{\"id\":\"1\",\"blobs\":[]}]}",
            "{\"packs\":[{\"id\":\"" + Id.of(new byte[0]) + "\",\"blobs\":[{\"id\":\"" + Id.of(new byte[0])
                    + "\",\"type\":\"data\",\"offset\":-1,\"length\":5}]}]}",
            "{\"packs\":[{\"id\":\"" + Id.of(new byte[0]) + "\",\"blobs\":[{\"id\":\"" + Id.of(new byte[0])
                    + "\",\"type\":\"rope\",\"offset\":1,\"length\":5}]}]}"
        }) {
            assertThatThrownBy(() -> IndexDocument.read(
                            bad.getBytes(java.nio.charset.StandardCharsets.UTF_8), (id, blobs) -> {}))
                    .as(bad)
                    .isInstanceOf(MalformedException.class);
        }
    }
}
