package dev.jangada.kube.storage.proto;

/** Fields or map entries that are not in the order in which Kubernetes writes them: the object is decoded anew, slowly. */
final class Disorder extends RuntimeException {

    private static final long serialVersionUID = 1;

    Disorder() {
        super("", null, false, false);
    }
}
