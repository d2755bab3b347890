package dev.jangada.repository.backend.s3;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.backend.Creation;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.Handle;
import dev.jangada.repository.backend.MissingFileException;
import dev.jangada.repository.backend.PassingException;
import dev.jangada.repository.backend.Payload;
import dev.jangada.repository.backend.TruncatedFileException;
import dev.jangada.repository.problem.RepositoryMessage;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A bucket of an S3-compatible store, in path style, laid out as restic does. Every put carries the MD5 of its body, so that the
 * server refuses what arrived damaged, and a bucket with object lock accepts it. Nothing is tried again here; lay a
 * {@link dev.jangada.repository.backend.RetryingBackend} over it.
 */
public final class S3Backend implements Backend {

    private static final int CONNECTIONS = 8;
    private static final Duration CONNECT = Duration.ofSeconds(15);
    /** Without a byte for so long a connection is given up. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private static final String DELETE = "s3:DeleteObject";
    /** The hash of nothing that anybody will ever find. */
    private static final String NOBODYS = "0".repeat(64);

    private final S3Location location;
    private final S3Failure failure;
    private final S3Client client;

    /** With the credentials that the AWS SDK finds by itself: environment, shared credentials file, the machine's role. */
    public S3Backend(S3Location location) {
        this(location, DefaultCredentialsProvider.builder().build());
    }

    S3Backend(S3Location location, AwsCredentialsProvider credentials) {
        this.location = location;
        this.failure = new S3Failure(location);
        var http = Apache5HttpClient.builder()
                .maxConnections(CONNECTIONS * 2)
                .connectionTimeout(CONNECT)
                .socketTimeout(SILENCE);
        location.caFile().ifPresent(file -> http.tlsTrustManagersProvider(() -> Trust.in(file)));
        location.caFile().ifPresent(Trust::in);
        this.client = S3Client.builder()
                .endpointOverride(location.endpoint())
                .region(Region.of(location.region()))
                .forcePathStyle(true)
                .credentialsProvider(credentials)
                // The newer checksums are trailers that many stores do not understand; Content-MD5 they all do.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(http)
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .build())
                .build();
    }

    @Override
    public String location() {
        return location.toString();
    }

    @Override
    public int connections() {
        return CONNECTIONS;
    }

    @Override
    public void save(Handle handle, Payload payload) {
        if (handle.kind() == FileKind.CONFIG) {
            throw new IllegalArgumentException("the configuration is only created");
        }
        put(handle, payload, false);
    }

    @Override
    public Creation create(Handle handle, Payload payload) {
        try {
            put(handle, payload, true);
            return Creation.CREATED;
        } catch (MissingFileException impossible) {
            throw new PassingException("404 to a put", impossible);
        } catch (ExistsException e) {
            return Creation.EXISTED;
        } catch (UnconditionalException e) {
            try {
                size(handle);
                return Creation.EXISTED;
            } catch (MissingFileException free) {
                put(handle, payload, false);
                return Creation.CREATED_UNGUARDED;
            }
        }
    }

    private void put(Handle handle, Payload payload, boolean fresh) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(location.bucket())
                .key(key(handle))
                .contentMD5(md5(payload))
                .contentType("application/octet-stream");
        if (fresh) {
            request.ifNoneMatch("*");
        }
        try {
            client.putObject(
                    request.build(),
                    RequestBody.fromContentProvider(payload::open, payload.length(), "application/octet-stream"));
        } catch (SdkException e) {
            if (fresh && e instanceof S3Exception answer) {
                if (answer.statusCode() == 412) {
                    throw new ExistsException(e);
                }
                if (answer.statusCode() == 409) {
                    throw new PassingException("somebody else is creating it", e);
                }
                if (answer.statusCode() == 501) {
                    throw new UnconditionalException(e);
                }
            }
            throw failure.of(e, "s3:PutObject", handle);
        }
    }

    @Override
    public byte[] load(Handle handle) {
        return get(handle, null, -1);
    }

    @Override
    public byte[] load(Handle handle, long offset, int length) {
        byte[] bytes = get(handle, "bytes=" + offset + "-" + (offset + length - 1), length);
        if (bytes.length < length) {
            throw new TruncatedFileException(handle, offset + length, offset + bytes.length);
        }
        return bytes;
    }

    private byte[] get(Handle handle, @Nullable String range, int limit) {
        try (ResponseInputStream<GetObjectResponse> in = client.getObject(
                request -> request.bucket(location.bucket()).key(key(handle)).range(range))) {
            Long announced = in.response().contentLength();
            if (announced == null || limit >= 0 && announced > limit) {
                in.abort();
                throw new PassingException(
                        "the server sent another range than asked for", new IOException(String.valueOf(announced)));
            }
            byte[] bytes = in.readNBytes(Math.toIntExact(announced));
            if (bytes.length < announced) {
                throw new PassingException(
                        "the answer broke off", new IOException(bytes.length + " of " + announced + " bytes"));
            }
            return bytes;
        } catch (S3Exception e) {
            if (e.statusCode() == 416) {
                throw new TruncatedFileException(handle, Long.MAX_VALUE, -1);
            }
            throw failure.of(e, "s3:GetObject", handle);
        } catch (SdkException e) {
            throw failure.of(e, "s3:GetObject", handle);
        } catch (IOException e) {
            throw new PassingException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public long size(Handle handle) {
        try {
            return client.headObject(
                            request -> request.bucket(location.bucket()).key(key(handle)))
                    .contentLength();
        } catch (SdkException e) {
            throw failure.of(e, "s3:GetObject", handle);
        }
    }

    @Override
    public void list(FileKind kind, Listing listing) {
        if (kind == FileKind.CONFIG) {
            throw new IllegalArgumentException("there is only one configuration");
        }
        String prefix = location.key(kind.directory() + "/");
        try {
            client.listObjectsV2Paginator(
                            request -> request.bucket(location.bucket()).prefix(prefix))
                    .contents()
                    .forEach(object -> {
                        String name = object.key().substring(object.key().lastIndexOf('/') + 1);
                        if (Handle.isName(name) && object.key().equals(key(Handle.of(kind, name)))) {
                            listing.file(name, object.size());
                        }
                    });
        } catch (SdkException e) {
            throw failure.of(e, "s3:ListBucket", null);
        }
    }

    @Override
    public void remove(Handle handle) {
        try {
            client.deleteObject(request -> request.bucket(location.bucket()).key(key(handle)));
        } catch (SdkException e) {
            RuntimeException why = failure.of(e, DELETE, handle);
            // Some servers say so when a request is repeated whose answer was lost; Amazon's never does.
            if (!(why instanceof MissingFileException)) {
                throw why;
            }
        }
    }

    @Override
    public Optional<Problem> removalRefusal(Set<FileKind> kinds) {
        var refused = new ArrayList<String>();
        Problem last = null;
        for (FileKind kind : kinds.stream().sorted().toList()) {
            try {
                remove(Handle.of(kind, NOBODYS));
            } catch (Problem e) {
                if (!S3Failure.isDenial(e)) {
                    throw e;
                }
                refused.add(failure.resource(kind));
                last = e;
            }
        }
        return refused.isEmpty()
                ? Optional.empty()
                : Optional.of(new Problem(
                        last,
                        ExitCode.FAILED,
                        RepositoryMessage.S3_NO_REMOVAL,
                        location,
                        DELETE,
                        String.join(", ", refused)));
    }

    @Override
    public void close() {
        client.close();
    }

    private String key(Handle handle) {
        return location.key(handle.path());
    }

    private static String md5(Payload payload) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            payload.segments().forEach(digest::update);
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    /** The server says that the object exists. */
    private static final class ExistsException extends RuntimeException {
        private static final long serialVersionUID = 1;

        ExistsException(Throwable cause) {
            super(cause);
        }
    }

    /** The server does not know conditional puts. */
    private static final class UnconditionalException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnconditionalException(Throwable cause) {
            super(cause);
        }
    }
}
