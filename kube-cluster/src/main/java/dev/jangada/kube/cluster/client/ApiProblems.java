package dev.jangada.kube.cluster.client;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Says what a failure means to the user.
 *
 * @param context the kubeconfig's context
 * @param server the address of the API server
 * @param clientCertificateEnds when the user's own certificate ends, if there is one
 */
public record ApiProblems(String context, String server, Optional<Instant> clientCertificateEnds) {

    /** Whether a connection may work later. Certificates and passwords do not get better by trying again. */
    public boolean passes(IOException failure) {
        return !isInterruption(failure)
                && find(failure, ProxyLoginException.class) == null
                && find(failure, CertificateException.class) == null
                && find(failure, CertPathValidatorException.class) == null
                && find(failure, CertPathBuilderException.class) == null;
    }

    /** Whether the failure is that this thread is to end: the socket of an interrupted virtual thread is closed. */
    private static boolean isInterruption(IOException failure) {
        return Thread.currentThread().isInterrupted()
                || (failure instanceof InterruptedIOException && !(failure instanceof SocketTimeoutException));
    }

    /** What it means that no answer came. */
    public Problem of(IOException failure) {
        if (isInterruption(failure)) {
            throw new CancellationException("interrupted while talking to the API server");
        }
        CertificateExpiredException expired = find(failure, CertificateExpiredException.class);
        if (expired != null) {
            return failed(failure, ClientMessage.SERVER_CERTIFICATE_EXPIRED, server, expiredSince(failure, expired));
        }
        CertPathValidatorException invalid = find(failure, CertPathValidatorException.class);
        if (find(failure, CertPathBuilderException.class) != null
                || (invalid != null && invalid.getReason() == BasicReason.INVALID_SIGNATURE)) {
            return failed(failure, ClientMessage.UNKNOWN_AUTHORITY, server);
        }
        CertificateException certificate = find(failure, CertificateException.class);
        if (certificate != null) {
            return failed(failure, ClientMessage.BAD_SERVER_CERTIFICATE, server, words(certificate));
        }
        SSLException tls = find(failure, SSLException.class);
        if (tls != null) {
            return failed(failure, ClientMessage.TLS_FAILED, server, words(tls));
        }
        if (find(failure, ProxyLoginException.class) != null) {
            return failed(failure, ClientMessage.PROXY_LOGIN, server);
        }
        if (find(failure, UnknownHostException.class) != null) {
            return failed(failure, ClientMessage.UNKNOWN_HOST, server);
        }
        if (find(failure, SocketTimeoutException.class) != null) {
            return failed(failure, ClientMessage.TIMED_OUT, server);
        }
        if (find(failure, ConnectException.class) != null) {
            return failed(failure, ClientMessage.CONNECTION_REFUSED, server);
        }
        return failed(failure, ClientMessage.UNREACHABLE, server, words(failure));
    }

    /**
     * What it means that the server answered with a status.
     *
     * @param what what was asked for, as a user names it
     */
    public Problem of(StatusFailure failure, String what) {
        int status = failure.status();
        // A certificate of a foreign authority is not even shown to the server, which then sees nobody.
        if (status == 401 || (status == 403 && failure.getMessage().contains("\"system:anonymous\""))) {
            return unauthenticated(failure);
        }
        ClientMessage message = status == 403 ? ClientMessage.FORBIDDEN : ClientMessage.REFUSED_BY_SERVER;
        return failed(failure, message, what, server, failure.getMessage());
    }

    /**
     * That something else than an API server answers.
     *
     * @param cause what was thrown, if anything
     * @param path what was asked for
     */
    public Problem notAnApiServer(@Nullable Exception cause, String path) {
        return new Problem(cause, ExitCode.FAILED, ClientMessage.NOT_AN_API_SERVER, server, path);
    }

    private Problem unauthenticated(StatusFailure failure) {
        if (clientCertificateEnds.isPresent() && clientCertificateEnds.get().isBefore(Instant.now())) {
            return failed(
                    failure,
                    ClientMessage.CLIENT_CERTIFICATE_EXPIRED,
                    server,
                    clientCertificateEnds.get().toString());
        }
        return failed(failure, ClientMessage.UNAUTHENTICATED, server);
    }

    private static Problem failed(Throwable cause, ClientMessage message, Object... arguments) {
        return new Problem(cause, ExitCode.FAILED, message, (@Nullable Object[]) arguments);
    }

    /** The day of the certificate that ended; its path is known where the JDK found it. */
    private static String expiredSince(Throwable failure, CertificateExpiredException expired) {
        CertPathValidatorException path = find(failure, CertPathValidatorException.class);
        if (path != null
                && path.getCertPath() != null
                && path.getIndex() >= 0
                && path.getCertPath().getCertificates().get(path.getIndex()) instanceof X509Certificate certificate) {
            return certificate.getNotAfter().toInstant().toString();
        }
        return words(expired).replaceFirst("^NotAfter: ", "");
    }

    private static String words(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < 20; depth++) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
            at = at.getCause();
        }
        return null;
    }
}
