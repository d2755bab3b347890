package dev.jangada.pem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.lab.pki.Authority;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {

    private static byte[] pem(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(label, base64)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static KeyPair pair(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        switch (algorithm) {
            case "RSA" -> generator.initialize(2048);
            case "EC" -> generator.initialize(new ECGenParameterSpec("secp256r1"));
            default -> {}
        }
        return generator.generateKeyPair();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void readsPkcs8(String algorithm) throws GeneralSecurityException {
        KeyPair pair = pair(algorithm);
        assertThat(Pem.key(pem("PRIVATE KEY", pair.getPrivate().getEncoded()))).isEqualTo(pair.getPrivate());
    }

    /** The JDK's PKCS #8 of an RSA key holds its PKCS #1 as the last element. */
    @Test
    void readsPkcs1() throws GeneralSecurityException {
        KeyPair pair = pair("RSA");
        byte[] pkcs8 = pair.getPrivate().getEncoded();
        int header = 4 + 3 + 15 + 4;
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, header, pkcs8.length);
        assertThat(Pem.key(pem("RSA PRIVATE KEY", pkcs1))).isEqualTo(pair.getPrivate());
    }

    /** Made with: openssl ecparam -name prime256v1 -genkey; openssl pkey for the same in PKCS #8. */
    @Test
    void readsSec1AsOpensslWritesIt() throws GeneralSecurityException {
        byte[] sec1 = SEC1.getBytes(StandardCharsets.US_ASCII);
        byte[] pkcs8 = PKCS8.getBytes(StandardCharsets.US_ASCII);
        assertThat(Pem.key(sec1))
                .isInstanceOfSatisfying(
                        ECPrivateKey.class,
                        key -> assertThat(key.getParams().toString()).contains("secp256r1"))
                .extracting(key -> ((ECPrivateKey) key).getS())
                .isEqualTo(((ECPrivateKey) Pem.key(pkcs8)).getS());
    }

    /** Empty, cut off, and with lengths that would lead nowhere, or back. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "30", "3003", "30030201", "300684fffffffa00", "30800284fffffffa0000", "3006a084fffffff000"})
    @Timeout(10)
    void aMalformedSec1KeyIsSaidToBeOne(String der) {
        byte[] key = pem("EC PRIVATE KEY", HexFormat.of().parseHex(der));
        assertThatThrownBy(() -> Pem.key(key)).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void readsEveryCertificateOfABundle() throws GeneralSecurityException {
        String bundle = Authority.create("a").self().certificatePem()
                + Authority.create("b").self().certificatePem();
        assertThat(Pem.certificates(bundle.getBytes(StandardCharsets.US_ASCII))).hasSize(2);
    }

    @Test
    void saysWhatIsWrong() {
        var cases = Map.of(
                new String(pem("ENCRYPTED PRIVATE KEY", new byte[10]), StandardCharsets.US_ASCII),
                "encrypted",
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----",
                "encrypted",
                "",
                "no private key",
                new String(pem("PRIVATE KEY", new byte[10]), StandardCharsets.US_ASCII),
                "neither");
        cases.forEach((pem, words) -> assertThatThrownBy(() -> Pem.key(pem.getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining(words));
        assertThatThrownBy(() -> Pem.certificates(new byte[0])).isInstanceOf(GeneralSecurityException.class);
    }

    private static final String SEC1 = """
            -----BEGIN EC PARAMETERS-----
            BggqhkjOPQMBBw==
            -----END EC PARAMETERS-----
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIPJtgL9MsHBI7nmiK9DMyZPk2TkIXOTX3oObE6pGpPQfoAoGCCqGSM49
            AwEHoUQDQgAEh+EjgxCX43yKG4W92z8eCi8LWegrvtaQ5DJNtc37Jh1WlI17PRpi
            LI/Gb2JZYm/QX3e6z+HVHdIAlU5Yk891Zg==
            -----END EC PRIVATE KEY-----
            """;

    private static final String PKCS8 = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg8m2Av0ywcEjueaIr
            0MzJk+TZOQhc5Nfeg5sTqkak9B+hRANCAASH4SODEJfjfIobhb3bPx4KLwtZ6Cu+
            1pDkMk21zfsmHVaUjXs9GmIsj8ZvYllib9Bfd7rP4dUd0gCVTliTz3Vm
            -----END PRIVATE KEY-----
            """;
}
