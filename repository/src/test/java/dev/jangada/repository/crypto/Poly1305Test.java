package dev.jangada.repository.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

class Poly1305Test {

    @Test
    void theExampleOfRfc8439() {
        HexFormat hex = HexFormat.of();
        byte[] key = hex.parseHex("85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b");
        byte[] text = "Cryptographic Forum Research Group".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertThat(hex.formatHex(mac(key, text))).isEqualTo("a8061dc1305136c6c22b8baf0c0127a9");
    }

    /** RFC 8439, A.3, vectors 7 to 11: carries and reductions that random texts never reach. */
    @Test
    void theCornersOfRfc8439() {
        HexFormat hex = HexFormat.of();
        String ff = "ffffffffffffffffffffffffffffffff";
        String[][] cases = {
            {"02" + "00".repeat(31), ff, "03" + "00".repeat(15)},
            {"02" + "00".repeat(15) + ff, "02" + "00".repeat(15), "03" + "00".repeat(15)},
            {
                "01" + "00".repeat(31),
                ff + "f0ffffffffffffffffffffffffffffff" + "11" + "00".repeat(15),
                "05" + "00".repeat(15)
            },
            {"01" + "00".repeat(31), ff + "fbfefefefefefefefefefefefefefefe" + "01".repeat(16), "00".repeat(16)},
            {"02" + "00".repeat(31), "fdffffffffffffffffffffffffffffff", "faffffffffffffffffffffffffffffff"},
        };
        for (String[] one : cases) {
            assertThat(hex.formatHex(mac(hex.parseHex(one[0]), hex.parseHex(one[1]))))
                    .as(one[1])
                    .isEqualTo(one[2]);
        }
    }

    @Test
    void bouncyCastleSaysTheSame() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 3000; i++) {
            byte[] key = new byte[32];
            random.nextBytes(key);
            byte[] text = new byte[random.nextInt(i < 2000 ? 100 : 5000)];
            if (random.nextInt(4) == 0) {
                Arrays.fill(text, (byte) 0xff);
            } else {
                random.nextBytes(text);
            }
            var other = new org.bouncycastle.crypto.macs.Poly1305();
            other.init(new KeyParameter(key));
            other.update(text, 0, text.length);
            byte[] wanted = new byte[16];
            other.doFinal(wanted, 0);
            assertThat(mac(key, text)).as("seed %d, round %d", seed, i).isEqualTo(wanted);
        }
    }

    private static byte[] mac(byte[] key, byte[] text) {
        byte[] shifted = new byte[text.length + 3];
        System.arraycopy(text, 0, shifted, 3, text.length);
        return Poly1305.mac(Arrays.copyOf(key, 16), Arrays.copyOfRange(key, 16, 32), shifted, 3, text.length);
    }
}
