package dev.jangada.kube.cluster.client;

/** A request that changes something. */
public final class ApiRequest {

    /** RFC 7386. */
    public static final String MERGE_PATCH = "application/merge-patch+json";

    /** Server-side apply; JSON is YAML too. */
    public static final String APPLY_PATCH = "application/apply-patch+yaml";

    /** Of the object that was written only its metadata comes back. */
    private static final String METADATA =
            "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";

    private final String method;
    private final String path;
    private final String accept;
    private final String contentType;
    private final byte[] body;

    private ApiRequest(String method, String path, String accept, String contentType, byte[] body) {
        this.method = method;
        this.path = path;
        this.accept = accept;
        this.contentType = contentType;
        this.body = body;
    }

    /**
     * A request.
     *
     * @param method {@code POST}, {@code PUT}, {@code PATCH} or {@code DELETE}
     * @param path the path with its query, beginning with a slash
     * @param contentType what the body is
     * @param body the body; kept, not copied
     */
    public static ApiRequest of(String method, String path, String contentType, byte[] body) {
        return new ApiRequest(method, path, METADATA, contentType, body);
    }

    /** The same, to be answered with the whole object. */
    public ApiRequest answeredWhole() {
        return new ApiRequest(method, path, ApiClient.JSON, contentType, body);
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    String accept() {
        return accept;
    }

    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }

    /** Shows nothing of the body. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
