package dev.jangada.kube.cluster;

import java.util.ArrayList;

/**
 * Where a list goes on.
 *
 * @param target the list
 * @param continueToken the server's token, empty at the beginning
 * @param exactRevision the revision that the first page is asked for again, empty for the newest
 */
record ListPlace(ListTarget target, String continueToken, String exactRevision) {

    static ListPlace beginningOf(ListTarget target) {
        return new ListPlace(target, "", "");
    }

    boolean isBeginning() {
        return continueToken.isEmpty();
    }

    /** The place of a token; the beginning, at the newest revision, if that is empty. */
    ListPlace at(String token) {
        return new ListPlace(target, token, "");
    }

    /** The beginning, at a revision that was seen before. */
    ListPlace atRevision(String revision) {
        return new ListPlace(target, "", revision);
    }

    /** The beginning of the list that the server leaves nothing out of by its fields. */
    ListPlace withoutFields() {
        return beginningOf(target.withoutFields());
    }

    /** What to ask for: so many objects at most, or {@link PageSize#NO_LIMIT}. */
    String url(int limit) {
        var query = new ArrayList<String>();
        if (limit != PageSize.NO_LIMIT) {
            query.add("limit=" + limit);
        }
        if (!target.query().isEmpty()) {
            query.add(target.query());
        }
        if (!isBeginning()) {
            query.add("continue=" + ResourcePath.encoded(continueToken));
        } else if (!exactRevision.isEmpty()) {
            query.add("resourceVersion=" + ResourcePath.encoded(exactRevision));
            query.add("resourceVersionMatch=Exact");
        }
        return target.path() + "?" + String.join("&", query);
    }
}
