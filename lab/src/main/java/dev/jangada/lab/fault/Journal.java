package dev.jangada.lab.fault;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a proxy was asked: every request counted, every write kept. */
final class Journal {

    private final Map<Target, Integer> counts = new HashMap<>();
    private final List<Entry> writes = new ArrayList<>();

    private record Target(String method, String path) {}

    /** A request whose fate may not be known yet. */
    static final class Entry {
        private final Request request;
        private volatile Fault fault = Fault.NONE;
        private volatile int status;

        private Entry(Request request) {
            this.request = request;
        }

        Request request() {
            return request;
        }

        void meets(Fault given) {
            fault = given;
        }

        void answered(int given) {
            status = given;
        }

        private Exchange exchange() {
            return new Exchange(request, fault, status);
        }
    }

    synchronized Entry arrived(Head head) throws IOException {
        String[] target = head.word(1).split("\\?", 2);
        int count = counts.merge(new Target(head.word(0), target[0]), 1, Integer::sum);
        var entry = new Entry(new Request(
                head.word(0), target[0], target.length > 1 ? target[1] : "", head.value("Content-Type"), count));
        if (entry.request.isWrite()) {
            writes.add(entry);
        }
        return entry;
    }

    synchronized int count(String method) {
        return counts.entrySet().stream()
                .filter(each -> each.getKey().method().equals(method))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    synchronized int count(String method, String path) {
        return counts.getOrDefault(new Target(method, path), 0);
    }

    synchronized List<Exchange> writes() {
        return writes.stream().map(Entry::exchange).toList();
    }

    synchronized void forget() {
        counts.clear();
        writes.clear();
    }
}
