package dev.jangada.etcd.storage.restore;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A member of the cluster that a restore makes.
 *
 * @param name its name
 * @param peerUrls where other members reach it, sorted
 */
public record NewMember(String name, List<String> peerUrls) {

    /** Source: etcd, client/pkg/types, NewURLs. */
    private static final Set<String> SCHEMES = Set.of("http", "https", "unix", "unixs");

    /** Checks and sorts the URLs, and that there is a name. */
    public NewMember {
        peerUrls = peerUrls.stream().map(NewMember::checked).sorted().toList();
        if (name.isBlank()) {
            throw new Problem(ExitCode.USAGE, RestoreMessage.NO_NAME, String.join(",", peerUrls));
        }
    }

    private static String checked(String url) {
        String trimmed = url.strip();
        try {
            var uri = new URI(trimmed);
            boolean hasPort = uri.getPort() > 0 && uri.getPort() <= 65_535
                    || uri.getScheme() != null && uri.getScheme().startsWith("unix");
            if (uri.getScheme() != null
                    && SCHEMES.contains(uri.getScheme())
                    && uri.getAuthority() != null
                    && hasPort
                    && (uri.getRawPath() == null || uri.getRawPath().isEmpty())
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return trimmed;
            }
            throw new Problem(ExitCode.USAGE, RestoreMessage.BAD_URL, url);
        } catch (URISyntaxException e) {
            throw new Problem(e, ExitCode.USAGE, RestoreMessage.BAD_URL, url);
        }
    }

    /**
     * The number that etcd gives the member: the first eight bytes of the SHA-1 of its URLs and the cluster's token.
     * Source: etcd, server/etcdserver/api/membership, computeMemberID.
     */
    public long id(String token) {
        return first(sha1((String.join("", peerUrls) + token).getBytes(StandardCharsets.UTF_8)));
    }

    /** The number of a cluster of these members. Source: etcd, membership, genID. */
    public static long clusterId(Collection<Long> members) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * members.size());
        members.stream().sorted(Long::compareUnsigned).forEach(bytes::putLong);
        return first(sha1(bytes.array()));
    }

    private static byte[] sha1(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long first(byte[] digest) {
        return ByteBuffer.wrap(digest).getLong();
    }
}
