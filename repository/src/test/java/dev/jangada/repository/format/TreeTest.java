package dev.jangada.repository.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TreeTest {

    private static final Id ID = Id.of(new byte[] {1});

    @Test
    void theBytesAreThoseThatResticWrites() {
        Attributes attributes = new Attributes(
                04755,
                Instant.parse("2026-01-02T03:04:05.120Z"),
                Instant.parse("2026-01-02T03:04:05Z"),
                Instant.parse("2026-01-02T03:04:05.000000001Z"),
                0,
                7,
                "me",
                "");
        var tree = new Tree(List.of(
                Node.directory("b", attributes, ID),
                Node.file("<a>&\"", attributes, 5, List.of(ID, ID)),
                Node.file("Z", attributes, 0, List.of()),
                Node.symlink("c", attributes, "../\u2028x")));
        String common =
                "\"mtime\":\"2026-01-02T03:04:05.12Z\",\"atime\":\"2026-01-02T03:04:05Z\",\"ctime\":\"2026-01-02T03:04:05.000000001Z\",\"uid\":0,\"gid\":7,\"user\":\"me\",";
        assertThat(new String(tree.bytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"nodes\":["
                        + "{\"name\":\"\\u003ca\\u003e\\u0026\\\\\\\"\",\"type\":\"file\",\"mode\":8389101," + common
                        + "\"size\":5,\"content\":[\"" + ID + "\",\"" + ID + "\"]},"
                        + "{\"name\":\"Z\",\"type\":\"file\",\"mode\":8389101," + common + "\"content\":[]},"
                        + "{\"name\":\"b\",\"type\":\"dir\",\"mode\":2155872749," + common
                        + "\"content\":null,\"subtree\":\"" + ID + "\"},"
                        + "{\"name\":\"c\",\"type\":\"symlink\",\"mode\":142606829," + common
                        + "\"linktarget\":\"../\\u2028x\",\"content\":null}]}\n");
    }

    @Test
    void whatIsWrittenIsRead() throws MalformedException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            var nodes = new ArrayList<Node>();
            for (int i = 0; i < random.nextInt(20); i++) {
                nodes.add(node(random, name(random) + i));
            }
            var tree = new Tree(nodes);
            assertThat(Tree.parse(tree.bytes())).as("seed %d", seed).isEqualTo(tree);
            for (Node node : nodes) {
                assertThat(tree.find(node.name())).as("seed %d", seed).contains(node);
            }
            assertThat(tree.find("not there")).isEmpty();
        }
    }

    private static Node node(Random random, String name) {
        Instant time = Instant.ofEpochSecond(
                random.nextLong(-60_000_000_000L, 200_000_000_000L), random.nextInt(1_000_000_000));
        var attributes = new Attributes(
                random.nextInt(010000),
                time,
                time,
                Instant.EPOCH,
                random.nextInt(5),
                random.nextInt(5),
                "",
                "gruppe <1>");
        return switch (random.nextInt(3)) {
            case 0 -> Node.file(name, attributes, random.nextLong(1L << 40), List.of(ID));
            case 1 -> Node.symlink(name, attributes, name(random) + "/x");
            default -> new Node(name, NodeType.DIRECTORY, attributes, -1, 3, 0, "", List.of(), Optional.of(ID));
        };
    }

    /** Letters, what must be escaped, characters beyond 16 bits, and bytes that are no UTF-8. */
    private static String name(Random random) {
        int[] points = {
            'a', 'ç', '"', '\\', '\n', 7, 0x7f, 0x200b, 0xe000, 0xfffd, 0x1f6a3, 0xe0001, '<', 0xdcff, 0xdc80, '\'',
            0xa0
        };
        var name = new StringBuilder("n");
        for (int i = 0; i < random.nextInt(8); i++) {
            name.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return name.toString();
    }

    @Test
    void oneEntryIsFoundAmongOthersThatHaveNamesInThem() throws MalformedException {
        byte[] json = ("{\"other\":[{\"name\":\"b\"}],\"nodes\":["
                        + "{\"name\":\"a\",\"type\":\"file\",\"extended_attributes\":[{\"name\":\"b\",\"value\":\"\"}],\"content\":[]},"
                        + "{\"type\":\"file\",\"size\":7,\"name\":\"b\",\"new\":{\"name\":\"c\"},\"content\":[\"" + ID
                        + "\"]},"
                        + "{\"name\":\"c\",\"type\":\"dir\"}]}")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(new TreeReader(json).find("b"))
                .hasValueSatisfying(node -> assertThat(node.content()).containsExactly(ID));
        assertThat(new TreeReader(json).find("c"))
                .hasValueSatisfying(node -> assertThat(node.type()).isEqualTo(NodeType.DIRECTORY));
        assertThat(new TreeReader(json).find("d")).isEmpty();
        assertThat(Tree.parse(json).nodes()).hasSize(3);
    }

    @Test
    void namesAreOrderedByTheirBytes() {
        Attributes none = Attributes.of(0, Instant.EPOCH);
        var names = List.of("a", "a.b", "aa", "b", "\ue000", "\uffff", "\ud83d\udea3", "\udcff");
        var nodes = new ArrayList<>(
                names.stream().map(name -> Node.symlink(name, none, "x")).toList());
        java.util.Collections.shuffle(nodes, new Random(1));
        assertThat(new Tree(nodes).nodes().stream().map(Node::name)).containsExactlyElementsOf(names);
    }

    @Test
    void whatIsNoTreeIsMalformed() {
        for (String bad : new String[] {
            "",
            "[]",
            "{",
            "{\"nodes\":7}",
            "{\"nodes\":[{\"name\":\"a\"}]}",
            "{\"nodes\":[{\"name\":\"a/b\",\"type\":\"file\"}]}",
            "{\"nodes\":[{\"name\":\"..\",\"type\":\"dir\"}]}",
            "{\"nodes\":[{\"name\":\"a\\\\\",\"type\":\"file\"}]}",
            "{\"nodes\":[{\"name\":\"a\",\"type\":\"file\",\"content\":[\"12\"]}]}"
        }) {
            assertThatThrownBy(() -> Tree.parse(bad.getBytes(StandardCharsets.UTF_8)))
                    .as(bad)
                    .isInstanceOf(MalformedException.class);
        }
    }
}
