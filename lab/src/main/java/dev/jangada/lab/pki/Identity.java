package dev.jangada.lab.pki;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;

/**
 * A certificate and its private key.
 *
 * @param certificate the X.509 certificate
 * @param key the private key, PKCS #8
 */
public record Identity(X509Certificate certificate, PrivateKey key) {

    /** The certificate as PEM text. */
    public String certificatePem() {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The private key as PEM text. */
    public String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /**
     * The private key as PEM text in the form that its kind had before PKCS #8: {@code RSA PRIVATE KEY} (PKCS #1) or
     * {@code EC PRIVATE KEY} (SEC 1, RFC 5915).
     */
    public String traditionalKeyPem() {
        try {
            PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
            ASN1Encodable inner = info.parsePrivateKey();
            if (key instanceof java.security.interfaces.ECPrivateKey curve) {
                // Alone it must name its curve, which PKCS #8 says outside of it.
                inner = new ECPrivateKey(
                        curve.getParams().getOrder().bitLength(),
                        curve.getS(),
                        info.getPrivateKeyAlgorithm().getParameters());
            }
            return pem(
                    key.getAlgorithm() + " PRIVATE KEY", inner.toASN1Primitive().getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String label, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }
}
