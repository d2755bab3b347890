package dev.jangada.kube.model.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The first few addresses of Endpoints and EndpointSlices. */
final class Endpoints {

    private static final int SHOWN = 3;

    private Endpoints() {}

    static String ofSubsets(JsonNode endpoints) {
        var all = new ArrayList<String>();
        for (JsonNode subset : endpoints.path("subsets")) {
            for (JsonNode port : subset.path("ports")) {
                for (JsonNode address : subset.path("addresses")) {
                    all.add(address.path("ip").asText() + ":"
                            + port.path("port").asText());
                }
            }
            if (subset.path("ports").isEmpty()) {
                subset.path("addresses")
                        .forEach(address -> all.add(address.path("ip").asText()));
            }
        }
        return all.isEmpty() ? Cells.NONE : first(all);
    }

    static String ofSlice(JsonNode slice) {
        var all = new ArrayList<String>();
        slice.path("endpoints")
                .forEach(endpoint -> endpoint.path("addresses").forEach(address -> all.add(address.asText())));
        return all.isEmpty() ? Cells.UNSET : first(all);
    }

    static String portsOfSlice(JsonNode slice) {
        var all = new ArrayList<String>();
        slice.path("ports").forEach(port -> all.add(port.path("port").asText("*")));
        return all.isEmpty() ? Cells.UNSET : first(all);
    }

    private static String first(List<String> all) {
        return all.size() <= SHOWN
                ? String.join(",", all)
                : String.join(",", all.subList(0, SHOWN)) + " + " + (all.size() - SHOWN) + " more...";
    }
}
