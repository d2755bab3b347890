package dev.jangada.kube.storage;

/** The keys of an etcd at one revision, in the order of their bytes. Safe for use by several threads. */
public interface StoredKeys {

    /** The revision whose state this is. */
    long revision();

    /** How many keys there are. */
    int size();

    /** Key number {@code i}, counted from 0, with its value. */
    StoredValue get(int i);

    /** The number of the first key that is not smaller than the given one; {@link #size} if there is none. */
    int lowerBound(byte[] key);
}
