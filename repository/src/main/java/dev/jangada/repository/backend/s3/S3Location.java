package dev.jangada.repository.backend.s3;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a bucket is and how to speak to its server. Credentials are not part of it: they come from the environment, the shared
 * credentials file, or the machine, in the AWS SDK's usual order.
 *
 * @param endpoint scheme, host and port, for example {@code https://s3.example.org:9000}
 * @param bucket its name
 * @param prefix what every object's name begins with, without slashes at its ends; empty for none
 * @param region the region for which requests are signed; most private servers take {@code us-east-1}
 * @param caFile certificates (PEM) that are trusted besides those of the machine
 */
public record S3Location(URI endpoint, String bucket, String prefix, String region, Optional<Path> caFile) {

    /** The region that servers without regions take. */
    public static final String USUAL_REGION = "us-east-1";

    /** As a user writes it. */
    @Override
    public String toString() {
        return "s3:" + endpoint + "/" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }

    String key(String path) {
        return prefix.isEmpty() ? path : prefix + "/" + path;
    }
}
