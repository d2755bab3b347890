package dev.jangada.repository.play;

import dev.jangada.lab.S3Gateway;
import dev.jangada.repository.backend.s3.S3Location;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * A place in a bucket of a real S3 server.
 *
 * @param gateway the server
 * @param name the bucket's
 * @param prefix what the objects' names begin with
 */
public record Bucket(S3Gateway gateway, String name, String prefix) {

    /** Where it is. */
    public S3Location location() {
        return location(gateway.endpoint());
    }

    /** The same, through another address. */
    public S3Location location(String endpoint) {
        return new S3Location(URI.create(endpoint), name, prefix, S3Gateway.REGION, caFile());
    }

    private Optional<Path> caFile() {
        return gateway.endpoint().startsWith("https") ? Optional.of(gateway.caFile()) : Optional.empty();
    }

    /** The credentials of the user who may do everything. */
    public static AwsCredentialsProvider credentials(S3Gateway gateway) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(gateway.accessKey(), gateway.secretKey()));
    }

    /** Puts that user's credentials where the usual chain looks first; {@link #forgetCredentials} takes them away. */
    public static void useCredentials(S3Gateway gateway) {
        System.setProperty("aws.accessKeyId", gateway.accessKey());
        System.setProperty("aws.secretAccessKey", gateway.secretKey());
    }

    /** Ends {@link #useCredentials}. */
    public static void forgetCredentials() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    /** The real restic on the same place. */
    public Restic restic() {
        return new Restic(
                "s3:" + gateway.endpoint() + "/" + name + "/" + prefix,
                Play.PASSPHRASE,
                Map.of("AWS_ACCESS_KEY_ID", gateway.accessKey(), "AWS_SECRET_ACCESS_KEY", gateway.secretKey()),
                caFile().map(file -> List.of("--cacert", file.toString())).orElse(List.of()));
    }
}
