package dev.jangada.etcd.storage.bolt;

/** What a room that knows the meaning of records finds wrong with them. Called by many threads. */
@FunctionalInterface
public interface RecordCheck {

    /** Looks at nothing. */
    RecordCheck NONE = (bucket, page, element, faults) -> {};

    /**
     * Looks at one record.
     *
     * @param element which element of the page it is; checked already
     */
    void check(Bucket bucket, Page page, int element, Faults faults);
}
