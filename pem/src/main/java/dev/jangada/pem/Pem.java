package dev.jangada.pem;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Certificates and private keys in PEM, in every form that kubeconfigs and etcd take: PKCS #8 (RFC 5208), PKCS #1 for RSA
 * (RFC 8017) and SEC 1 for elliptic curves (RFC 5915). The JDK itself knows only the first, so the others are put into
 * its frame.
 */
public final class Pem {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    /** AlgorithmIdentifier of rsaEncryption, with its NULL parameter. */
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

    /** The object identifier of id-ecPublicKey. */
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

    private static final byte[] VERSION_0 = {2, 1, 0};
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 4;
    private static final int PARAMETERS = 0xa0;

    private Pem() {}

    /**
     * All certificates, in their order; what else stands there, a key say, is passed over.
     *
     * @throws GeneralSecurityException if there is none, or one is malformed
     */
    public static List<X509Certificate> certificates(byte[] pem) throws GeneralSecurityException {
        String blocks = BLOCK.matcher(new String(pem, StandardCharsets.US_ASCII))
                .results()
                .filter(block -> block.group(1).equals("CERTIFICATE"))
                .map(MatchResult::group)
                .collect(Collectors.joining("\n"));
        var in = new ByteArrayInputStream(blocks.getBytes(StandardCharsets.US_ASCII));
        List<X509Certificate> certificates = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                .map(X509Certificate.class::cast)
                .toList();
        if (certificates.isEmpty()) {
            throw new GeneralSecurityException("there is no certificate");
        }
        return certificates;
    }

    /**
     * The private key.
     *
     * @throws GeneralSecurityException if there is none, it is encrypted, or of a kind that is not known
     */
    public static PrivateKey key(byte[] pem) throws GeneralSecurityException {
        List<MatchResult> blocks = BLOCK.matcher(new String(pem, StandardCharsets.US_ASCII))
                .results()
                .toList();
        for (MatchResult block : blocks) {
            switch (block.group(1)) {
                case "PRIVATE KEY" -> {
                    return pkcs8(decoded(block));
                }
                case "RSA PRIVATE KEY" -> {
                    return pkcs8(framed(RSA, decoded(block)));
                }
                case "EC PRIVATE KEY" -> {
                    return pkcs8(framed(der(SEQUENCE, EC, curve(decoded(block))), decoded(block)));
                }
                case "ENCRYPTED PRIVATE KEY" ->
                    throw new GeneralSecurityException("the private key is encrypted; decrypt it with openssl pkey");
                default -> {}
            }
        }
        throw new GeneralSecurityException("there is no private key");
    }

    private static byte[] decoded(MatchResult block) throws GeneralSecurityException {
        if (block.group(2).contains(":")) {
            throw new GeneralSecurityException("the private key is encrypted; decrypt it with openssl pkey");
        }
        try {
            return Base64.getMimeDecoder().decode(block.group(2));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("the private key is not base64", e);
        }
    }

    /** A key says its algorithm only inside, so one after the other is tried. */
    private static PrivateKey pkcs8(byte[] der) throws GeneralSecurityException {
        var refused = new GeneralSecurityException("the private key is neither RSA nor EC nor Ed25519");
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException e) {
                refused.addSuppressed(e);
            }
        }
        throw refused;
    }

    private static byte[] framed(byte[] algorithm, byte[] key) {
        return der(SEQUENCE, VERSION_0, algorithm, der(OCTETS, key));
    }

    private static byte[] der(int tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        var out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length < 0x80) {
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    /** The curve's identifier out of {@code SEQUENCE { version, key, [0] curve, [1] public key }}. */
    private static byte[] curve(byte[] sec1) throws GeneralSecurityException {
        int at = sec1.length < 2 ? sec1.length : start(sec1, 0);
        while (at + 1 < sec1.length) {
            int from = start(sec1, at);
            int length = length(sec1, at);
            if (length < 0 || length > sec1.length - from) {
                throw new GeneralSecurityException("the EC private key is cut off or malformed");
            }
            if ((sec1[at] & 0xff) == PARAMETERS) {
                return java.util.Arrays.copyOfRange(sec1, from, from + length);
            }
            at = from + length;
        }
        throw new GeneralSecurityException("the EC private key does not name its curve");
    }

    /** Where the content of the element at {@code at} begins. */
    private static int start(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = at + 2; i < Math.min(der.length, at + 2 + (first & 0x7f)); i++) {
            length = length << 8 | der[i] & 0xff;
        }
        return length;
    }
}
