package dev.jangada.lab;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An S3 request with a signature. Source: AWS, "Authenticating Requests: Signature Version 4". */
final class SignedRequest {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private SignedRequest() {}

    /**
     * Signs a request.
     *
     * @param url scheme, host, port and path; a query of names in alphabetical order, each with {@code =}
     * @param headers headers of the request; their names in lower case
     */
    static HttpRequest of(
            String method, URI url, Map<String, String> headers, byte[] body, String accessKey, String secretKey) {
        String time = TIME.format(Instant.now());
        String day = time.substring(0, 8);
        String scope = day + "/" + S3Gateway.REGION + "/s3/aws4_request";
        String bodyHash = hex(sha256(body));
        var signed = new TreeMap<>(headers);
        signed.put("host", url.getAuthority());
        signed.put("x-amz-date", time);
        signed.put("x-amz-content-sha256", bodyHash);
        String names = String.join(";", signed.keySet());
        String lines = signed.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining());
        String query = url.getRawQuery() == null ? "" : url.getRawQuery();
        String canonical = String.join("\n", method, url.getRawPath(), query, lines, names, bodyHash);
        String toSign = String.join("\n", ALGORITHM, time, scope, hex(sha256(utf8(canonical))));
        byte[] key = utf8("AWS4" + secretKey);
        for (String step : new String[] {day, S3Gateway.REGION, "s3", "aws4_request", toSign}) {
            key = hmac(key, step);
        }
        signed.remove("host");
        var request = HttpRequest.newBuilder(url).method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        signed.forEach(request::header);
        return request.header(
                        "Authorization",
                        ALGORITHM + " Credential=" + accessKey + "/" + scope + ",SignedHeaders=" + names + ",Signature="
                                + hex(key))
                .build();
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(utf8(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
