package dev.jangada.kube.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListSplitterTest {

    private static final class Collected implements ListSplitter.Taker {
        final List<JsonNode> items = new ArrayList<>();
        final List<byte[]> bytes = new ArrayList<>();
        JsonNode metadata = Json.object();

        @Override
        public void metadata(byte[] json) throws IOException {
            metadata = Json.mapper().readTree(json);
        }

        @Override
        public void item(byte[] json) {
            try {
                bytes.add(json);
                items.add(Json.mapper().readTree(json));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Delivers its bytes in pieces of any size. */
    private static final class Trickle extends InputStream {
        private final byte[] bytes;
        private final Random random;
        private final int most;
        private int at;

        Trickle(byte[] bytes, Random random, int most) {
            this.bytes = bytes;
            this.random = random;
            this.most = most;
        }

        @Override
        public int read() {
            return at == bytes.length ? -1 : bytes[at++] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int n = Math.min(Math.min(length, 1 + random.nextInt(most)), bytes.length - at);
            System.arraycopy(bytes, at, into, offset, n);
            at += n;
            return n == 0 ? -1 : n;
        }
    }

    @Test
    void findsWhatJacksonFindsHoweverTheBytesArrive() throws IOException {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var splitter = new ListSplitter();
        for (int round = 0; round < 400; round++) {
            ObjectNode list = randomList(random);
            byte[] bytes = random.nextBoolean()
                    ? Json.bytes(list)
                    : Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(list);
            var collected = new Collected();
            splitter.split(new Trickle(bytes, random, random.nextBoolean() ? 7 : 70_000), collected);
            assertThat(collected.items)
                    .as("seed %d round %d", seed, round)
                    .containsExactlyElementsOf(list.path("items"));
            assertThat(collected.metadata).as("seed %d round %d", seed, round).isEqualTo(list.path("metadata"));
        }
    }

    @Test
    void handsItemsOnByteByByte() throws IOException {
        String item =
                "{ \"metadata\" : {\"name\":\"a\\\"}]\"} ,\"data\":{\"k\":\"\\\\\",\"ü\":\"\\ud83d\\ude00\"}, \"n\":1.50e3}";
        var collected = new Collected();
        new ListSplitter().split(stream("{\"items\":[" + item + "]}\n"), collected);
        assertThat(collected.bytes)
                .singleElement()
                .satisfies(bytes ->
                        assertThat(bytes).asString(StandardCharsets.UTF_8).isEqualTo(item));
    }

    @Test
    void noticesThatAListIsCutWhereverItIsCut() throws IOException {
        byte[] whole =
                "{\"kind\":\"L\",\"metadata\":{\"continue\":\"x\"},\"items\":[{\"a\":\"\\\"\"},{\"b\":[1,{}]}],\"z\":12}"
                        .getBytes(StandardCharsets.UTF_8);
        new ListSplitter().split(new ByteArrayInputStream(whole), new Collected());
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> new ListSplitter().split(new ByteArrayInputStream(cut), new Collected()))
                    .as("cut after %d bytes", length)
                    .isInstanceOf(EOFException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>no</html>",
                "[]",
                "{\"items\":[1]}",
                "{\"items\":[}]}",
                "{items:[]}",
                "{\"a\" 1}",
                "{\"items\":[]} x",
                "{}",
                "{\"error\":\"log in\"}",
                "{\"metadata\":{\"resourceVersion\":\"7\"}}",
                "{\"items\":{}}",
                "{\"items\":\"\"}",
                "{\"kind\":\"Status\",\"metadata\":{},\"status\":\"Failure\",\"code\":503}",
                "{\"items\":[],\"kind\" : \"Status\"}"
            })
    void refusesWhatIsNoList(String body) {
        assertThatThrownBy(() -> new ListSplitter().split(stream(body), new Collected()))
                .isInstanceOf(NotAListException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"items\":null}", "{\"items\":[]}", "{\"items\" : [ ] , \"metadata\":{}}  \n"})
    void aListMayBeEmpty(String body) throws IOException {
        var collected = new Collected();
        new ListSplitter().split(stream(body), collected);
        assertThat(collected.items).isEmpty();
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode randomList(Random random) {
        ObjectNode list = Json.object().put("kind", "List").put("apiVersion", "v1");
        boolean metadataFirst = random.nextBoolean();
        ObjectNode metadata =
                Json.object().put("resourceVersion", "" + random.nextInt()).put("continue", text(random));
        if (metadataFirst) {
            list.set("metadata", metadata);
        }
        ArrayNode items = list.putArray("items");
        for (int i = random.nextInt(30); i > 0; i--) {
            ObjectNode item = items.addObject();
            fill(item, random, 3);
            if (random.nextInt(40) == 0) {
                item.put("large", "x\"\\".repeat(random.nextInt(60_000)));
            }
        }
        if (!metadataFirst) {
            list.set("metadata", metadata);
        }
        return list;
    }

    private static void fill(ObjectNode object, Random random, int depth) {
        for (int i = random.nextInt(5); i > 0; i--) {
            String name = text(random);
            switch (random.nextInt(depth == 0 ? 4 : 6)) {
                case 0 -> object.put(name, text(random));
                case 1 -> object.put(name, random.nextInt());
                case 2 -> object.put(name, random.nextBoolean());
                case 3 -> object.putNull(name);
                case 4 -> fill(object.putObject(name), random, depth - 1);
                default -> fill(object.putArray(name).addObject(), random, depth - 1);
            }
        }
    }

    private static String text(Random random) {
        String alphabet = "ab{}[]\",:\\ \n\tçã😀/";
        int[] points = alphabet.codePoints().toArray();
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }
}
