package dev.jangada.lab.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority in memory; keys are ECDSA P-256 where nothing else is said. */
public final class Authority {

    private static final Duration LIFE = Duration.ofDays(365);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Identity self;

    private Authority(Identity self) {
        this.self = self;
    }

    /**
     * A new authority that trusts only itself.
     *
     * @param name its common name
     */
    public static Authority create(String name) {
        KeyPair keys = keys();
        X500Name subject = new X500NameBuilder().addRDN(BCStyle.CN, name).build();
        Instant now = Instant.now();
        var builder = builder(subject, subject, keys, now.minus(Duration.ofHours(1)), now.plus(LIFE));
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return new Authority(new Identity(sign(builder, keys.getPrivate()), keys.getPrivate()));
        } catch (CertIOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The authority's own certificate and key. */
    public Identity self() {
        return self;
    }

    /** A server's identity, valid now, for these DNS names and IP addresses. */
    public Identity server(String name, String... hosts) {
        Instant now = Instant.now();
        return server(name, now.minus(Duration.ofHours(1)), now.plus(LIFE), hosts);
    }

    /** A server's identity, valid in a span of time that may be over. */
    public Identity server(String name, Instant from, Instant to, String... hosts) {
        return issue(keys(), name, List.of(), from, to, names(hosts), KeyPurposeId.id_kp_serverAuth);
    }

    /** An identity to serve with and to be a client with, valid now, as etcd's servers need it. */
    public Identity peer(String name, String... hosts) {
        Instant now = Instant.now();
        return issue(
                keys(),
                name,
                List.of(),
                now.minus(Duration.ofHours(1)),
                now.plus(LIFE),
                names(hosts),
                KeyPurposeId.id_kp_serverAuth,
                KeyPurposeId.id_kp_clientAuth);
    }

    /**
     * A client's identity, valid now, as Kubernetes reads it.
     *
     * @param user the user's name, which becomes the common name; none if it is empty
     * @param groups the user's groups, each of which becomes an organisation
     */
    public Identity client(String user, String... groups) {
        Instant now = Instant.now();
        return client(user, now.minus(Duration.ofHours(1)), now.plus(LIFE), groups);
    }

    /** A client's identity, valid in a span of time that may be over. */
    public Identity client(String user, Instant from, Instant to, String... groups) {
        return issue(keys(), user, List.of(groups), from, to, List.of(), KeyPurposeId.id_kp_clientAuth);
    }

    /** A client's identity, valid now, with keys of any kind. */
    public Identity client(KeyPair keys, String user) {
        Instant now = Instant.now();
        return issue(
                keys,
                user,
                List.of(),
                now.minus(Duration.ofHours(1)),
                now.plus(LIFE),
                List.of(),
                KeyPurposeId.id_kp_clientAuth);
    }

    /** A context for TLS connections that shows the identity and trusts only what this authority signed. */
    public SSLContext context(Identity shown) {
        return context(Optional.of(shown));
    }

    /** A context for TLS connections that shows nothing and trusts only what this authority signed. */
    public SSLContext context() {
        return context(Optional.empty());
    }

    private SSLContext context(Optional<Identity> shown) {
        try {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            if (shown.isPresent()) {
                X509Certificate[] chain = {shown.get().certificate()};
                keys.setKeyEntry("self", shown.get().key(), new char[0], chain);
            }
            var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keyManagers.init(keys, new char[0]);
            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("authority", self.certificate());
            var trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trustManagers.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), RANDOM);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<GeneralName> names(String... hosts) {
        var names = new ArrayList<GeneralName>();
        for (String host : hosts) {
            names.add(new GeneralName(host.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName, host));
        }
        return names;
    }

    private Identity issue(
            KeyPair keys,
            String user,
            List<String> groups,
            Instant from,
            Instant to,
            List<GeneralName> names,
            KeyPurposeId... purposes) {
        var subject = new X500NameBuilder();
        groups.forEach(group -> subject.addRDN(BCStyle.O, group));
        if (!user.isEmpty()) {
            subject.addRDN(BCStyle.CN, user);
        }
        X500Name issuer = X500Name.getInstance(
                self.certificate().getSubjectX500Principal().getEncoded());
        var builder = builder(issuer, subject.build(), keys, from, to);
        try {
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
            if (!names.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
            }
            return new Identity(sign(builder, self.key()), keys.getPrivate());
        } catch (CertIOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, KeyPair keys, Instant from, Instant to) {
        return new JcaX509v3CertificateBuilder(
                issuer, new BigInteger(64, RANDOM), Date.from(from), Date.from(to), subject, keys.getPublic());
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey issuer) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer)));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
