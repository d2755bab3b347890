package dev.jangada.kube.cluster.client;

/** How urgently a small document is wanted, and so how long it is asked for again. */
public enum Asking {

    /** One answer of many: only too many requests is a reason to ask again. */
    ONCE,

    /** While a source is opened: a server that answers with trouble gets a moment; one that does not answer, none. */
    OPENING,

    /** While objects are read: everything that may pass is waited for. */
    READING;

    /** Whether the document is asked for again after an answer. */
    boolean outlasts(StatusFailure failure) {
        return this == ONCE ? failure.status() == 429 : failure.passes();
    }

    /** How long. */
    Patience patience(Patience usual) {
        return this == READING ? usual : usual.opening();
    }
}
