package dev.jangada.kube.cluster;

import java.io.IOException;

/** That something answered where a Kubernetes list should have, or a list that leads nowhere. */
final class NotAListException extends IOException {

    private static final long serialVersionUID = 1;

    NotAListException() {
        super("the answer is not a Kubernetes list");
    }
}
