package dev.jangada.kube.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.cluster.client.ApiClient;
import dev.jangada.kube.cluster.client.ApiResponse;
import dev.jangada.kube.cluster.client.Retries;
import dev.jangada.kube.cluster.client.StatusFailure;
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

    /** How often a list may begin anew because the server no longer holds its revision. */
    private static final int MOST_RESTARTS = 5;

    /** How many answers of a list may be no lists: what stands in between may stumble, but hardly for long. */
    private static final int MOST_OTHER_ANSWERS = 3;

    private final ApiClient api;
    private final ResourceKind kind;
    private final Selection selection;
    private final ObjectSink sink;

    private final ListSplitter splitter = new ListSplitter();
    private final PageSize pageSize;
    private final SeenKeys seen = new SeenKeys(ThreadLocalRandom.current());
    private final Retries retries;

    private final Set<String> revisions = new LinkedHashSet<>();
    private boolean spansRevisions;
    /** Whether something was asked for twice, so that what was handed on may come again. */
    private boolean mayRepeat;
    /** Whether the sink may still hear how many objects will come. */
    private boolean mayExpect;

    private long objects;
    private long bytes;
    private OneList list = new OneList();
    private Page page = new Page();

    /** What is known of the list that is being read. */
    private static final class OneList {
        final Set<String> revisions = new LinkedHashSet<>();
        int restarts;
        int otherAnswers;
    }

    /** What is known of the page that is arriving. */
    private static final class Page {
        String revision = "";
        String continueToken = "";
        int limit;
        long items;
        long bytes;
    }

    KindReader(ApiClient api, PageSize pageSize, ResourceKind kind, Selection selection, ObjectSink sink) {
        this.api = api;
        this.pageSize = pageSize;
        this.kind = kind;
        this.selection = selection;
        this.sink = sink;
        this.retries = api.retries();
    }

    /**
     * Reads.
     *
     * @throws Problem if the kind cannot be read to its end
     */
    Reading read() {
        List<ListTarget> targets = ListTarget.of(kind, selection);
        mayExpect = targets.size() == 1;
        for (ListTarget target : targets) {
            list = new OneList();
            Optional<ListPlace> place = Optional.of(ListPlace.beginningOf(target));
            while (place.isPresent()) {
                place = step(place.get());
            }
            // Several lists are of several moments by nature; one list is not.
            spansRevisions |= list.revisions.size() > 1;
            revisions.addAll(list.revisions);
        }
        return new Reading(kind, objects, bytes, List.copyOf(revisions), spansRevisions);
    }

    /** Asks for one page, and says where to go on: behind it, at it once more, or nowhere. */
    private Optional<ListPlace> step(ListPlace place) {
        page = new Page();
        page.limit = pageSize.size();
        ApiResponse response;
        try {
            response = api.get(place.url(page.limit), ApiClient.JSON, true);
        } catch (IOException e) {
            Problem why = api.problems().of(e);
            if (!api.problems().passes(e) || !retries.againWithoutAnswer(why)) {
                throw why;
            }
            pageSize.broken();
            return Optional.of(place);
        }
        try (response) {
            if (!response.ok()) {
                return Optional.of(afterFailure(response.failure(), place));
            }
            splitter.split(response.body(), this);
            if (!place.isBeginning() && page.continueToken.equals(place.continueToken())) {
                throw new NotAListException();
            }
            addRevision();
            pageSize.arrived(page.items, page.bytes);
            retries.progress();
            return page.continueToken.isEmpty() ? Optional.empty() : Optional.of(place.at(page.continueToken));
        } catch (IOException e) {
            return Optional.of(afterBreak(e, place));
        }
    }

    private void addRevision() {
        if (!page.revision.isEmpty()) {
            list.revisions.add(page.revision);
        }
    }

    private ListPlace afterFailure(StatusFailure failure, ListPlace place) {
        boolean refused = failure.status() == 400 || failure.status() == 422;
        if (refused && place.isBeginning()) {
            if (!place.exactRevision().isEmpty()) {
                // An aggregated server need not know exact revisions.
                return place.at("");
            }
            if (!place.target().fields().isEmpty()) {
                // Nor need it know a kind by these fields; they are looked at here once more anyway.
                return place.withoutFields();
            }
        }
        if (failure.status() == 410) {
            return afterExpiry(failure, place);
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

    /**
     * The revision was compacted away. With the server's token the list goes on behind the last object at a newer
     * revision; without one it begins anew, and what was handed on is passed over. A list that takes longer than the
     * server keeps a revision would begin anew for ever.
     */
    private ListPlace afterExpiry(StatusFailure failure, ListPlace place) {
        if (failure.continueToken().isEmpty() && ++list.restarts > MOST_RESTARTS) {
            throw problem(failure);
        }
        mayRepeat = true;
        waitOrThrow(failure);
        return place.at(failure.continueToken());
    }

    private void waitOrThrow(StatusFailure failure) {
        Problem why = problem(failure);
        if (!retries.again(failure, why)) {
            throw why;
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
    private ListPlace afterBreak(IOException failure, ListPlace place) {
        boolean other = failure instanceof NotAListException;
        Problem why = other
                ? new Problem(failure, ExitCode.FAILED, ClusterMessage.NOT_A_LIST, kind.resourceName(), api.server())
                : api.problems().of(failure);
        if (other && ++list.otherAnswers > MOST_OTHER_ANSWERS) {
            throw why;
        }
        if (!api.problems().passes(failure) || !retries.again(why)) {
            throw why;
        }
        mayRepeat = true;
        pageSize.broken();
        if (page.items > 0 && page.revision.isEmpty()) {
            list.revisions.add(UNKNOWN_REVISION);
        }
        return place.isBeginning() && !page.revision.isEmpty() ? place.atRevision(page.revision) : place;
    }

    @Override
    public void metadata(byte[] json) throws IOException {
        JsonNode metadata = Json.mapper().readTree(json);
        page.revision = metadata.path("resourceVersion").asText("");
        page.continueToken = metadata.path("continue").asText("");
        JsonNode remaining = metadata.path("remainingItemCount");
        if (mayExpect && page.items == 0 && remaining.isIntegralNumber()) {
            // What remains is behind a page that is as full as it was asked to be.
            sink.expect(page.limit + remaining.asLong());
        }
        mayExpect = false;
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
