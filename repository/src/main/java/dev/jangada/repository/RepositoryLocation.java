package dev.jangada.repository;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.backend.s3.S3Backend;
import dev.jangada.repository.backend.s3.S3Location;
import dev.jangada.repository.problem.RepositoryMessage;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where a repository is, as a user writes it: the path of a directory, or {@code s3:https://host[:port]/bucket[/prefix]}, as restic
 * has it. Without a scheme S3 is spoken over TLS.
 */
public sealed interface RepositoryLocation {

    /** Makes contact; what is lazy in that stays lazy. */
    Backend connect();

    /** A directory. */
    record Directory(Path path) implements RepositoryLocation {
        @Override
        public Backend connect() {
            return new LocalBackend(path);
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** A bucket. */
    record Bucket(S3Location location) implements RepositoryLocation {
        @Override
        public Backend connect() {
            return new S3Backend(location);
        }

        @Override
        public String toString() {
            return location.toString();
        }
    }

    /**
     * Understands what a user wrote.
     *
     * @param text the location
     * @param region for a bucket; none for the one that servers without regions take
     * @param caFile for a bucket: certificates that are trusted besides those of the machine
     */
    static RepositoryLocation parse(String text, Optional<String> region, Optional<Path> caFile) {
        if (!text.startsWith("s3:")) {
            if (text.isBlank() || text.matches("(sftp|rest|b2|azure|gs|swift|rclone):.*")) {
                throw bad(text);
            }
            try {
                return new Directory(Path.of(text));
            } catch (InvalidPathException e) {
                throw bad(text);
            }
        }
        String address = text.substring("s3:".length());
        try {
            URI uri = new URI(address.contains("://") ? address : "https://" + address);
            List<String> path = Arrays.stream(
                            Optional.ofNullable(uri.getPath()).orElse("").split("/"))
                    .filter(part -> !part.isEmpty())
                    .toList();
            boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (!isWeb || uri.getHost() == null || path.isEmpty() || uri.getRawUserInfo() != null) {
                throw bad(text);
            }
            var endpoint = new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), null, null, null);
            return new Bucket(new S3Location(
                    endpoint,
                    path.getFirst(),
                    String.join("/", path.subList(1, path.size())),
                    region.orElse(S3Location.USUAL_REGION),
                    caFile));
        } catch (URISyntaxException e) {
            throw bad(text);
        }
    }

    /** The text is told without what could be a password in it. */
    private static Problem bad(String text) {
        return new Problem(ExitCode.USAGE, RepositoryMessage.BAD_LOCATION, text.replaceAll("//[^/@]*@", "//***@"));
    }
}
