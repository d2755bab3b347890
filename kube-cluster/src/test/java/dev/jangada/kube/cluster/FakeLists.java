package dev.jangada.kube.cluster;

import dev.jangada.kube.cluster.FakeApiServer.Reply;
import dev.jangada.kube.cluster.FakeApiServer.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * ConfigMaps of one namespace, paged as the API server does: the continue token is {@code REVISION:LAST}, and goes on
 * behind the name of the last object, whether that still exists or not.
 *
 * @param names their names, in order
 * @param revision the resourceVersion of now
 * @param padding how many bytes of data each has
 */
record FakeLists(List<String> names, int revision, int padding) {

    /** The ConfigMaps {@code m-0000} and on. */
    static FakeLists of(int size, int revision, int padding) {
        return new FakeLists(IntStream.range(0, size).mapToObj(FakeLists::name).toList(), revision, padding);
    }

    static String name(int number) {
        return "m-%04d".formatted(number);
    }

    /** The same some time later, when objects have come and gone. */
    FakeLists later(int later, List<String> added, List<String> dropped) {
        var then = new ArrayList<>(names);
        then.removeAll(dropped);
        then.addAll(added);
        return new FakeLists(then.stream().sorted().toList(), later, padding);
    }

    Reply answer(Request request) {
        String token = request.parameter("continue");
        String at = request.parameter("resourceVersion");
        String last = "";
        if (!token.isEmpty()) {
            at = token.substring(0, token.indexOf(':'));
            last = token.substring(token.indexOf(':') + 1);
        }
        String limit = request.parameter("limit");
        return page(
                last, limit.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(limit), at.isEmpty() ? "" + revision : at);
    }

    private Reply page(String behind, int limit, String at) {
        List<String> left =
                names.stream().filter(name -> name.compareTo(behind) > 0).toList();
        List<String> page = left.subList(0, Math.min(left.size(), limit));
        String more = page.size() == left.size()
                ? ""
                : ",\"continue\":\"%s:%s\",\"remainingItemCount\":%d"
                        .formatted(at, page.getLast(), left.size() - page.size());
        return Reply.of(
                200,
                Map.of("Content-Type", "application/json"),
                "{\"kind\":\"ConfigMapList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"%s\"%s},\"items\":[%s]}"
                        .formatted(at, more, page.stream().map(this::item).collect(Collectors.joining(","))));
    }

    private String item(String name) {
        return "{\"metadata\":{\"name\":\"%s\",\"namespace\":\"shop\"},\"data\":{\"k\":\"%s\"}}"
                .formatted(name, "x".repeat(padding));
    }
}
