package dev.jangada.repository.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.repository.format.Blob;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.PackedBlob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MasterIndexTest {

    private static Id id(Random random, int variety) {
        int which = random.nextInt(variety);
        return Id.of(new byte[] {(byte) which, (byte) (which >>> 8), (byte) (which >>> 16)});
    }

    @Test
    void itFindsWhatAMapWouldFind() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var index = new MasterIndex();
        Map<Blob, Set<PackedIn>> expected = new HashMap<>();
        Map<Id, List<PackedBlob>> packs = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            Id pack = Id.of(new byte[] {(byte) i, (byte) (i >>> 8), 9, 9});
            var blobs = new ArrayList<PackedBlob>();
            long offset = 0;
            for (int j = 0; j < random.nextInt(100); j++) {
                Id id = id(random, 8000);
                Blob blob = random.nextInt(4) == 0 ? Blob.tree(id) : Blob.data(id);
                var packed = new PackedBlob(blob, offset, 40 + random.nextInt(1000), random.nextInt(2) * 77);
                offset += packed.length();
                blobs.add(packed);
                expected.computeIfAbsent(blob, b -> new HashSet<>()).add(new PackedIn(pack, packed));
            }
            packs.put(pack, blobs);
            index.add(pack, blobs);
        }
        // What is told twice is known once.
        packs.forEach(index::add);

        assertThat(index.size())
                .isEqualTo(packs.values().stream().mapToInt(List::size).sum());
        for (int i = 0; i < 8000; i++) {
            Id id = Id.of(new byte[] {(byte) i, (byte) (i >>> 8), (byte) (i >>> 16)});
            for (Blob blob : List.of(Blob.data(id), Blob.tree(id))) {
                Set<PackedIn> wanted = expected.getOrDefault(blob, Set.of());
                assertThat(Set.copyOf(index.find(blob))).as("seed %d", seed).isEqualTo(wanted);
                assertThat(index.contains(blob)).isEqualTo(!wanted.isEmpty());
                assertThat(index.ordinal(blob) >= 0).isEqualTo(!wanted.isEmpty());
                assertThat(index.plainLength(blob).isPresent()).isEqualTo(!wanted.isEmpty());
            }
        }
        packs.forEach((pack, blobs) ->
                assertThat(index.blobs(pack)).as("seed %d", seed).isEqualTo(blobs));
        assertThat(index.packs()).containsExactlyInAnyOrderElementsOf(packs.keySet());
        assertThat(index.knows(Id.of(new byte[0]))).isFalse();
        assertThat(index.blobs(Id.of(new byte[0]))).isEmpty();
    }
}
