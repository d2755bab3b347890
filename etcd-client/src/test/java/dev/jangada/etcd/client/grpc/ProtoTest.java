package dev.jangada.etcd.client.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProtoTest {

    /** Source: the examples in "Protocol Buffers, Encoding". */
    @Test
    void bytesAreThoseOfTheSpecification() {
        assertThat(new ProtoWriter().number(1, 150).toBytes()).isEqualTo(hex("089601"));
        assertThat(new ProtoWriter().text(2, "testing").toBytes()).isEqualTo(hex("120774657374696e67"));
        assertThat(new ProtoWriter().number(1, 0).text(2, "").toBytes()).isEmpty();
        assertThat(new ProtoWriter().number(1, -1).toBytes()).isEqualTo(hex("08ffffffffffffffffff01"));
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        byte[] inner = new ProtoWriter().number(7, Long.MIN_VALUE).toBytes();
        var in = new ProtoReader(new ProtoWriter()
                .number(1, 42)
                .text(1000, "olá")
                .bytes(3, inner)
                .toBytes());
        assertThat(in.next()).isTrue();
        assertThat(in.field()).isEqualTo(1);
        assertThat(in.number()).isEqualTo(42);
        assertThat(in.text()).isEmpty();
        assertThat(in.next()).isTrue();
        assertThat(in.field()).isEqualTo(1000);
        assertThat(in.text()).isEqualTo("olá");
        assertThat(in.number()).isZero();
        assertThat(in.next()).isTrue();
        ProtoReader message = in.message();
        assertThat(message.next()).isTrue();
        assertThat(message.number()).isEqualTo(Long.MIN_VALUE);
        assertThat(message.next()).isFalse();
        assertThat(in.bytes().remaining()).isEqualTo(inner.length);
        assertThat(in.next()).isFalse();
    }

    /** Fixed-width fields, which etcd has none of, are passed over too. */
    @Test
    void fieldsOfEveryKindArePassedOver() throws IOException {
        var in = new ProtoReader(hex("0d01020304" + "110102030405060708" + "1805"));
        assertThat(in.next()).isTrue();
        assertThat(in.next()).isTrue();
        assertThat(in.next()).isTrue();
        assertThat(in.field()).isEqualTo(3);
        assertThat(in.number()).isEqualTo(5);
    }

    @Test
    void whatIsNoMessageIsRefused() {
        for (String wrong : new String[] {"08", "0a05aa", "0b", "08ffffffffffffffffffff01", "0affffffffffffffffff01"}) {
            assertThatThrownBy(() -> read(hex(wrong))).as(wrong).isInstanceOf(IOException.class);
        }
    }

    @Test
    void randomBytesAreReadOrRefusedAndNothingElse() {
        long seed = 20261127;
        var random = new SplittableRandom(seed);
        int refused = 0;
        for (int round = 0; round < 10_000; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            try {
                read(bytes);
            } catch (IOException e) {
                refused++;
            }
        }
        assertThat(refused).as("seed %d", seed).isBetween(1, 9_999);
    }

    private static void read(byte[] bytes) throws IOException {
        var in = new ProtoReader(bytes);
        while (in.next()) {
            assertThat(in.text()).isNotNull();
            assertThat(in.bytes().remaining()).isBetween(0, bytes.length);
        }
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
