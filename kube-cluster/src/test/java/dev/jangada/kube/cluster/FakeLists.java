package dev.jangada.kube.cluster;

import dev.jangada.kube.cluster.FakeApiServer.Reply;
import dev.jangada.kube.cluster.FakeApiServer.Request;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The ConfigMaps {@code m-0000} and on of one namespace, paged as the API server does: the continue token is
 * {@code REVISION:NEXT}.
 *
 * @param size how many there are
 * @param revision the resourceVersion of now
 * @param padding how many bytes of data each has
 */
record FakeLists(int size, int revision, int padding) {

    Reply answer(Request request) {
        String token = request.parameter("continue");
        int from = token.isEmpty() ? 0 : Integer.parseInt(token.substring(token.indexOf(':') + 1));
        String at = request.parameter("resourceVersion");
        if (!token.isEmpty()) {
            at = token.substring(0, token.indexOf(':'));
        }
        return page(from, Integer.parseInt(request.parameter("limit")), at.isEmpty() ? "" + revision : at);
    }

    private Reply page(int from, int limit, String at) {
        int to = Math.min(size, from + limit);
        String items = IntStream.range(from, to).mapToObj(this::item).collect(Collectors.joining(","));
        return Reply.of(
                200,
                Map.of("Content-Type", "application/json"),
                "{\"kind\":\"ConfigMapList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"%s\"%s},\"items\":[%s]}"
                        .formatted(at, to < size ? ",\"continue\":\"" + at + ":" + to + "\"" : "", items));
    }

    private String item(int number) {
        return "{\"metadata\":{\"name\":\"%s\",\"namespace\":\"shop\"},\"data\":{\"k\":\"%s\"}}"
                .formatted(name(number), "x".repeat(padding));
    }

    static String name(int number) {
        return "m-%04d".formatted(number);
    }
}
