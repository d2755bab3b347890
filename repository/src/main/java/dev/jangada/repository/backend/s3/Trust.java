package dev.jangada.repository.backend.s3;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.problem.RepositoryMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Whom a TLS connection trusts: the authorities of the machine, and those in a file. */
final class Trust {

    private Trust() {}

    /**
     * Trust managers for the authorities of the machine and those of a file.
     *
     * @param file certificates in PEM
     */
    static TrustManager[] in(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> given =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (given.isEmpty()) {
                throw new Problem(ExitCode.USAGE, RepositoryMessage.BAD_CA_FILE, file, "no certificate in it");
            }
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            int number = 0;
            for (Certificate certificate : given) {
                all.setCertificateEntry("given-" + number++, certificate);
            }
            for (TrustManager manager : managers(null)) {
                if (manager instanceof X509TrustManager machine) {
                    for (X509Certificate certificate : machine.getAcceptedIssuers()) {
                        all.setCertificateEntry("machine-" + number++, certificate);
                    }
                }
            }
            return managers(all);
        } catch (IOException | GeneralSecurityException e) {
            throw new Problem(e, ExitCode.USAGE, RepositoryMessage.BAD_CA_FILE, file, String.valueOf(e.getMessage()));
        }
    }

    private static TrustManager[] managers(@org.jspecify.annotations.Nullable KeyStore store)
            throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
