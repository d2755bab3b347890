package dev.jangada.kube.cluster;

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

    /** What to ask for. */
    String url(int limit) {
        var url = new StringBuilder(target.path()).append("?limit=").append(limit);
        if (!target.query().isEmpty()) {
            url.append('&').append(target.query());
        }
        if (!isBeginning()) {
            url.append("&continue=").append(ListTarget.encoded(continueToken));
        } else if (!exactRevision.isEmpty()) {
            url.append("&resourceVersion=")
                    .append(ListTarget.encoded(exactRevision))
                    .append("&resourceVersionMatch=Exact");
        }
        return url.toString();
    }
}
