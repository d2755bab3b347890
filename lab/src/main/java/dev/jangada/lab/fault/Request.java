package dev.jangada.lab.fault;

import java.util.Set;

/**
 * A request as the proxy sees it.
 *
 * @param method the HTTP method
 * @param path the path without the query
 * @param query the query as it was sent, empty if there is none
 * @param contentType what the body is said to be, empty if nothing is said
 * @param count the how-manieth request with this method and path it is, from 1; a request that is sent again counts
 *     again
 */
public record Request(String method, String path, String query, String contentType, int count) {

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    /**
     * Whether the server keeps something because of it: not if it is a dry run, and not if it only asks who somebody is
     * or what somebody may do, which Kubernetes does with POST.
     */
    public boolean isWrite() {
        return !READS.contains(method)
                && !query.contains("dryRun=All")
                && !path.startsWith("/apis/authorization.k8s.io/")
                && !path.startsWith("/apis/authentication.k8s.io/");
    }
}
