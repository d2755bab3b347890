package dev.jangada.etcd.client;

import dev.jangada.etcd.client.grpc.GrpcException;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** What a failed call means to the user: one sentence about the member that was asked. */
final class ClientProblems {

    private static final String ALERT = "Received fatal alert: ";
    private static final int PERMISSION_DENIED = 7;
    private static final int OUT_OF_RANGE = 11;
    private static final int UNIMPLEMENTED = 12;
    private static final int UNAUTHENTICATED = 16;

    private ClientProblems() {}

    /**
     * The sentence for a call that failed.
     *
     * @throws CancellationException if it failed because this thread is to end
     */
    static Problem of(EtcdAccess access, Endpoint endpoint, IOException failure) {
        stopIfInterrupted(failure);
        if (failure instanceof GrpcException refused) {
            return refused(access, endpoint, refused);
        }
        if (cause(failure, UnknownHostException.class).isPresent()) {
            return problem(
                    failure,
                    ClientMessage.UNKNOWN_HOST,
                    endpoint,
                    endpoint.uri().getHost());
        }
        Optional<Problem> tls = ofTls(access, endpoint, failure);
        if (tls.isPresent()) {
            return tls.get();
        }
        if (cause(failure, SocketTimeoutException.class).isPresent()) {
            return problem(failure, ClientMessage.NO_ANSWER, endpoint, reason(failure));
        }
        if (cause(failure, ConnectException.class).isPresent()
                || cause(failure, NoRouteToHostException.class).isPresent()) {
            return problem(failure, ClientMessage.NOT_LISTENING, endpoint);
        }
        if (!endpoint.tls()) {
            // A server that expects TLS takes what it gets for a broken hello and hangs up.
            return problem(failure, ClientMessage.WANTS_TLS, endpoint, reason(failure));
        }
        return problem(failure, ClientMessage.BROKEN, endpoint, reason(failure));
    }

    private static Problem refused(EtcdAccess access, Endpoint endpoint, GrpcException refused) {
        String text = String.valueOf(refused.getMessage());
        ClientMessage sentence;
        if (refused.code() == UNAUTHENTICATED
                || text.contains("user name is empty")
                // The name in the client's certificate, which stands for a login.
                || text.contains("user name not found")
                || text.contains("auth: user not found")) {
            sentence = ClientMessage.LOGIN_WANTED;
        } else if (text.contains("authentication failed")) {
            sentence = ClientMessage.LOGIN_WRONG;
        } else if (denied(refused)) {
            sentence = ClientMessage.NOT_PERMITTED;
        } else if (refused.code() == UNIMPLEMENTED) {
            sentence = ClientMessage.TOO_OLD;
        } else {
            sentence = ClientMessage.REFUSED_BY_SERVER;
        }
        return switch (sentence) {
            case LOGIN_WRONG ->
                problem(
                        refused,
                        sentence,
                        endpoint,
                        access.login().map(EtcdAccess.Login::user).orElse(""));
            case LOGIN_WANTED, NOT_PERMITTED, TOO_OLD -> problem(refused, sentence, endpoint);
            default -> problem(refused, sentence, endpoint, text);
        };
    }

    private static Optional<Problem> ofTls(EtcdAccess access, Endpoint endpoint, IOException failure) {
        if (cause(failure, CertificateExpiredException.class).isPresent()) {
            return Optional.of(problem(failure, ClientMessage.SERVER_CERTIFICATE_OVER, endpoint));
        }
        if (cause(failure, CertPathBuilderException.class).isPresent()
                || cause(failure, CertPathValidatorException.class).isPresent()) {
            return Optional.of(
                    access.authorityFile().isPresent()
                            ? problem(
                                    failure,
                                    ClientMessage.UNTRUSTED,
                                    endpoint,
                                    access.authorityFile().get())
                            : problem(failure, ClientMessage.UNTRUSTED_BY_SYSTEM, endpoint));
        }
        if (cause(failure, CertificateException.class).isPresent()) {
            return Optional.of(problem(
                    failure, ClientMessage.WRONG_NAME, endpoint, endpoint.uri().getHost()));
        }
        Optional<SSLException> tls = cause(failure, SSLException.class);
        if (tls.isEmpty()) {
            return Optional.empty();
        }
        String text = String.valueOf(tls.get().getMessage());
        if (text.contains(ALERT)) {
            // Java says the name of the alert before that, too.
            String alert = text.substring(text.indexOf(ALERT) + ALERT.length());
            return Optional.of(
                    access.certificateFile().isPresent()
                            ? problem(
                                    failure,
                                    ClientMessage.CERTIFICATE_REFUSED,
                                    endpoint,
                                    access.certificateFile().get(),
                                    alert)
                            : problem(failure, ClientMessage.CERTIFICATE_WANTED, endpoint, alert));
        }
        if (text.contains("Unsupported or unrecognized SSL message")
                || tls.get() instanceof SSLHandshakeException
                        && cause(failure, EOFException.class).isPresent()) {
            return Optional.of(problem(failure, ClientMessage.NO_TLS, endpoint));
        }
        return Optional.of(problem(failure, ClientMessage.BROKEN, endpoint, text));
    }

    /** The socket of an interrupted virtual thread is closed, which is no fault of the member. */
    static void stopIfInterrupted(@Nullable IOException failure) {
        if (Thread.currentThread().isInterrupted()) {
            var interrupted = new CancellationException("interrupted while talking to etcd");
            interrupted.initCause(failure);
            throw interrupted;
        }
    }

    /** Whether the member has compacted what it was asked for. */
    static boolean compacted(@Nullable Throwable failure) {
        return failure instanceof GrpcException refused
                && refused.code() == OUT_OF_RANGE
                && String.valueOf(refused.getMessage()).contains("compacted");
    }

    /** Whether a token is no longer known, and a new one may be. */
    static boolean tokenLost(IOException failure) {
        return failure instanceof GrpcException refused && refused.code() == UNAUTHENTICATED;
    }

    /** Whether the reason to log in is gone: authentication is not enabled. */
    static boolean noLoginNeeded(GrpcException refused) {
        return String.valueOf(refused.getMessage()).contains("authentication is not enabled");
    }

    /** Whether a member has answered, though not what was asked; 3.4 gives no code to what it streams. */
    static boolean denied(IOException failure) {
        return failure instanceof GrpcException refused
                && (refused.code() == PERMISSION_DENIED
                        || String.valueOf(refused.getMessage()).contains("permission denied"));
    }

    /** Why a connection broke, in few words. */
    static String reason(IOException failure) {
        if (failure instanceof EOFException || failure.getMessage() == null) {
            return "the connection was closed";
        }
        return failure.getMessage();
    }

    private static Problem problem(IOException failure, ClientMessage sentence, Object... arguments) {
        return new Problem(failure, ExitCode.FAILED, sentence, arguments);
    }

    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> kind) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (kind.isInstance(at)) {
                return Optional.of(kind.cast(at));
            }
        }
        return Optional.empty();
    }
}
