package dev.jangada.repository.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SealingKeyTest {

    private static final ScryptCost CHEAP = new ScryptCost(1024, 8, 1);

    @Test
    void whatWasSealedIsOpened() throws UnauthenticException {
        SealingKey key = SealingKey.random();
        for (int size : new int[] {0, 1, 15, 16, 17, 16383, 16384, 16385, 100_000}) {
            byte[] plain = new byte[size];
            new Random(size).nextBytes(plain);
            byte[] sealed = key.seal(plain);
            assertThat(sealed).hasSize(size + SealingKey.OVERHEAD);
            assertThat(key.open(sealed)).isEqualTo(plain);
        }
    }

    @Test
    void noBitCanBeChanged() {
        SealingKey key = SealingKey.random();
        byte[] sealed = key.seal("the raft".getBytes(StandardCharsets.UTF_8));
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> key.open(changed)).isInstanceOf(UnauthenticException.class);
        }
        assertThatThrownBy(() -> SealingKey.random().open(sealed)).isInstanceOf(UnauthenticException.class);
        assertThatThrownBy(() -> key.open(new byte[31])).isInstanceOf(UnauthenticException.class);
    }

    @Test
    void aKeyFileOpensWithItsPassphraseOnly() throws IOException {
        SealingKey master = SealingKey.random();
        OffsetDateTime now = OffsetDateTime.parse("2026-01-02T03:04:05Z");
        KeyFile made = KeyFile.create(master, "pão de açúcar".toCharArray(), CHEAP, "raft", "me", now);
        KeyFile read = KeyFile.parse(made.bytes());
        assertThat(read.host()).isEqualTo("raft");
        assertThat(read.created()).isEqualTo(now);
        assertThat(read.open("pao de acucar".toCharArray())).isEmpty();
        SealingKey opened = read.open("pão de açúcar".toCharArray()).orElseThrow();
        assertThat(opened.encryption()).isEqualTo(master.encryption());
        assertThat(opened.macK()).isEqualTo(master.macK());
        assertThat(opened.macR()).isEqualTo(master.macR());
        assertThat(new String(made.bytes(), StandardCharsets.UTF_8)).doesNotContain("açúcar");
    }

    @Test
    void aKeyFileThatIsNoneSaysWhy() {
        for (String bad : new String[] {
            "",
            "{",
            "{}",
            "{\"kdf\":\"md5\"}",
            "{\"kdf\":\"scrypt\",\"N\":3,\"r\":8,\"p\":1}",
            "{\"kdf\":\"scrypt\",\"N\":1024,\"r\":8,\"p\":1,\"salt\":\"!\",\"data\":\"\"}"
        }) {
            assertThatThrownBy(() -> KeyFile.parse(bad.getBytes(StandardCharsets.UTF_8)))
                    .as(bad)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aKeyFileCannotAskForEndlessWork() {
        assertThat(new ScryptCost(1 << 26, 8, 1).isAffordable()).isFalse();
        assertThat(new ScryptCost(1 << 15, 8, 1000).isAffordable()).isFalse();
        assertThat(new ScryptCost(1 << 30, 1 << 20, 1).isAffordable()).isFalse();
        assertThat(new ScryptCost(1 << 30, 1 << 27, 1).isAffordable())
                .as("2^64 bytes")
                .isFalse();
        assertThat(new ScryptCost(1 << 16, 1, 1).isSound())
                .as("what RFC 7914 excludes")
                .isFalse();
        assertThat(ScryptCost.USUAL.isAffordable()).isTrue();
    }
}
