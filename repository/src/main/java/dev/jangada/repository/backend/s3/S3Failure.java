package dev.jangada.repository.backend.s3;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.Handle;
import dev.jangada.repository.backend.MissingFileException;
import dev.jangada.repository.backend.PassingException;
import dev.jangada.repository.problem.RepositoryMessage;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What a failure of the S3 client means. */
final class S3Failure {

    /** S3's names of failures that mean "later"; they come with different statuses from different servers. */
    private static final Set<String> PASSING =
            Set.of("SlowDown", "RequestTimeout", "InternalError", "ServiceUnavailable", "Throttling", "BadDigest");

    private static final Set<String> CREDENTIALS = Set.of(
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "ExpiredToken",
            "InvalidToken",
            "AuthorizationHeaderMalformed",
            "XAdminUserNotFound");

    private static final Set<String> ABSENT = Set.of("NoSuchKey", "NotFound", "404", "null");

    private static final Set<String> FULL = Set.of("QuotaExceeded", "XMinioStorageFull", "InsufficientStorage");

    private static final String DENIED = "s3-denied";

    private final S3Location location;

    S3Failure(S3Location location) {
        this.location = location;
    }

    /**
     * The exception to throw.
     *
     * @param operation S3's name of what was asked, which is also the name of the right that is needed for it
     * @param handle what it was about, null for a list
     */
    RuntimeException of(SdkException e, String operation, @Nullable Handle handle) {
        if (e instanceof AbortedException || Thread.currentThread().isInterrupted()) {
            var interrupted = new CancellationException("interrupted");
            interrupted.initCause(e);
            return interrupted;
        }
        return e instanceof S3Exception answered ? answered(answered, operation, handle) : unanswered(e);
    }

    private RuntimeException answered(S3Exception e, String operation, @Nullable Handle handle) {
        int status = e.statusCode();
        String code = e.awsErrorDetails() == null
                ? ""
                : String.valueOf(e.awsErrorDetails().errorCode());
        if (e instanceof NoSuchBucketException || code.equals("NoSuchBucket")) {
            return new Problem(
                    e, ExitCode.FAILED, RepositoryMessage.BUCKET_MISSING, location.bucket(), location.endpoint());
        }
        if (code.equals("RequestTimeTooSkewed")) {
            return new Problem(e, ExitCode.FAILED, RepositoryMessage.S3_CLOCK, location.endpoint());
        }
        if (CREDENTIALS.contains(code)) {
            return new Problem(e, ExitCode.FAILED, RepositoryMessage.S3_BAD_CREDENTIALS, location.endpoint(), code);
        }
        // Some servers also say 404 to a user whom they do not know, and to a HEAD they say no more.
        if (status == 404 && handle != null && (code.isEmpty() || ABSENT.contains(code))) {
            return new MissingFileException(handle, e);
        }
        if (FULL.contains(code) || status == 507) {
            return new Problem(e, ExitCode.FAILED, RepositoryMessage.DISK_FULL, location);
        }
        if (status == 403) {
            return new Problem(
                    e,
                    ExitCode.FAILED,
                    RepositoryMessage.S3_DENIED,
                    location,
                    operation,
                    handle == null ? location.bucket() : resource(handle.kind()));
        }
        if (status == 429 || status >= 500 || PASSING.contains(code)) {
            return new PassingException(status + " " + code, e);
        }
        return new Problem(e, ExitCode.FAILED, RepositoryMessage.S3_REFUSED, location, operation, status + " " + code);
    }

    /** Whether it says that a right is missing. */
    static boolean isDenial(Problem problem) {
        return problem.code().equals(DENIED);
    }

    /** What a policy calls the files of a kind, without {@code arn:aws:s3:::}. */
    String resource(FileKind kind) {
        return location.bucket() + "/" + location.key(kind.directory() + (kind == FileKind.CONFIG ? "" : "/*"));
    }

    /** What Java says, old and new, when what should be TLS is none. */
    private static boolean speaksPlainly(String why) {
        return why.contains("plaintext") || why.contains("Unsupported or unrecognized SSL message");
    }

    private RuntimeException unanswered(SdkException e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (at instanceof CertificateException
                    || at instanceof CertPathBuilderException
                    || at instanceof SSLPeerUnverifiedException) {
                return new Problem(e, ExitCode.FAILED, RepositoryMessage.CERTIFICATE_UNKNOWN, location.endpoint());
            }
            if (at instanceof SSLException && speaksPlainly(String.valueOf(at.getMessage()))) {
                return new Problem(e, ExitCode.FAILED, RepositoryMessage.S3_NO_TLS, location.endpoint());
            }
        }
        String why = String.valueOf(e.getMessage());
        if (why.contains("Unable to load credentials")) {
            return new Problem(e, ExitCode.FAILED, RepositoryMessage.S3_NO_CREDENTIALS, location.endpoint());
        }
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new PassingException(String.valueOf(root.getMessage()), e);
    }
}
