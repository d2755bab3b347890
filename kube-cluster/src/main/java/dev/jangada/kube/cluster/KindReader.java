package dev.jangada.kube.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSink;
import dev.jangada.kube.model.Reading;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Reads one kind to its end, page by page, each object once, whatever happens to connections, pages and the server in
 * between. The rules are in {@code docs/design/capture.md}. For one use by one thread.
 */
final class KindReader implements ListSplitter.Taker {

    /** Stands for the revision of a page that broke before it said its own. */
    private static final String UNKNOWN_REVISION = "unknown";

    private final ApiClient api;
    private final ResourceKind kind;
    private final Selection selection;
    private final ObjectSink sink;

    private final ListSplitter splitter = new ListSplitter();
    private final PageSize pageSize = new PageSize();
    private final SeenKeys seen = new SeenKeys(ThreadLocalRandom.current());
    private final Set<String> revisions = new LinkedHashSet<>();
    private final Retries retries;
    /** Whether something was asked for twice, so that what was handed on may come again. */
    private boolean mayRepeat;

    private long objects;
    private long bytes;
    private Page page = new Page();

    /** What is known of the page that is arriving. */
    private static final class Page {
        String revision = "";
        String continueToken = "";
        long items;
        long bytes;
    }

    KindReader(ApiClient api, ResourceKind kind, Selection selection, ObjectSink sink) {
        this.api = api;
        this.kind = kind;
        this.selection = selection;
        this.sink = sink;
        this.retries = new Retries(api.patience());
    }

    /**
     * Reads.
     *
     * @throws Problem if the kind cannot be read to its end
     */
    Reading read() {
        for (ListTarget target : ListTarget.of(kind, selection)) {
            var place = new Place("", "");
            do {
                place = step(target, place);
            } while (!place.done());
        }
        return new Reading(kind, objects, bytes, List.copyOf(revisions));
    }

    /**
     * Where a list goes on.
     *
     * @param continueToken the server's token, empty at the beginning
     * @param exactRevision the revision that the first page is asked for again, empty for the newest
     */
    private record Place(String continueToken, String exactRevision, boolean done) {
        static final Place END = new Place("", "", true);

        Place(String continueToken, String exactRevision) {
            this(continueToken, exactRevision, false);
        }
    }

    /** Asks for one page, and says where to go on: behind it, or at it once more. */
    private Place step(ListTarget target, Place place) {
        page = new Page();
        try (ApiResponse response = api.get(url(target, place), ApiClient.JSON, true)) {
            if (!response.ok()) {
                return afterFailure(response.failure(), place);
            }
            splitter.split(response.body(), this);
            addRevision();
            pageSize.arrived(page.items, page.bytes);
            return page.continueToken.isEmpty() ? Place.END : new Place(page.continueToken, "");
        } catch (IOException e) {
            return afterBreak(e, place);
        }
    }

    private String url(ListTarget target, Place place) {
        var url = new StringBuilder(target.path()).append("?limit=").append(pageSize.size());
        if (!target.query().isEmpty()) {
            url.append('&').append(target.query());
        }
        if (!place.continueToken().isEmpty()) {
            url.append("&continue=").append(ListTarget.encoded(place.continueToken()));
        } else if (!place.exactRevision().isEmpty()) {
            url.append("&resourceVersion=")
                    .append(ListTarget.encoded(place.exactRevision()))
                    .append("&resourceVersionMatch=Exact");
        }
        return url.toString();
    }

    private void addRevision() {
        if (!page.revision.isEmpty()) {
            revisions.add(page.revision);
        }
    }

    private Place afterFailure(StatusFailure failure, Place place) {
        if (failure.status() == 410) {
            // The revision was compacted away. With the server's token the list goes on behind the last object at a
            // newer revision; without one it begins anew, and what was handed on is passed over.
            mayRepeat = true;
            waitOrThrow(failure);
            return new Place(failure.continueToken(), "");
        }
        if (!place.exactRevision().isEmpty() && (failure.status() == 400 || failure.status() == 422)) {
            // An aggregated server need not know exact revisions.
            return new Place("", "");
        }
        if (!failure.passes()) {
            throw problem(failure);
        }
        if (failure.status() == 500 || failure.status() == 504) {
            // The server may have timed out over the page; 429 and 503 say nothing about its size.
            pageSize.broken();
        }
        waitOrThrow(failure);
        return place;
    }

    private void waitOrThrow(StatusFailure failure) {
        if (!retries.again(failure.retryAfter())) {
            throw problem(failure);
        }
    }

    private Problem problem(StatusFailure failure) {
        ClusterMessage message = switch (failure.status()) {
            case 404 -> ClusterMessage.KIND_GONE;
            case 405 -> ClusterMessage.NOT_LISTABLE;
            default -> null;
        };
        return message == null
                ? api.problems().of(failure, kind.resourceName())
                : new Problem(failure, ExitCode.FAILED, message, kind.resourceName(), api.server());
    }

    /** Asks for the same page again, at the same revision, so that the whole list stays of one moment if it can. */
    private Place afterBreak(IOException failure, Place place) {
        if (!api.problems().passes(failure) || !retries.again(Optional.empty())) {
            throw api.problems().of(failure);
        }
        mayRepeat = true;
        pageSize.broken();
        if (page.items > 0 && page.revision.isEmpty()) {
            revisions.add(UNKNOWN_REVISION);
        }
        boolean first = place.continueToken().isEmpty();
        return first && !page.revision.isEmpty() ? new Place("", page.revision) : place;
    }

    @Override
    public void metadata(byte[] json) throws IOException {
        JsonNode metadata = Json.mapper().readTree(json);
        page.revision = metadata.path("resourceVersion").asText("");
        page.continueToken = metadata.path("continue").asText("");
    }

    @Override
    public void item(byte[] json) {
        page.items++;
        page.bytes += json.length;
        KubeObject object = KubeObject.of(kind.apiVersion(), kind.kind(), json);
        if (!seen.add(object.namespace(), object.name()) && mayRepeat) {
            return;
        }
        retries.progress();
        addRevision();
        if (selection.matches(object)) {
            sink.accept(object);
            objects++;
            bytes += json.length;
        }
    }
}
