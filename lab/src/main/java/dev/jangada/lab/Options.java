package dev.jangada.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a test wants to be different about its control plane. */
public final class Options {

    final List<String> etcdFlags = new ArrayList<>();
    final List<String> apiServerFlags = new ArrayList<>();
    final List<String> controllerManagerFlags = new ArrayList<>();
    boolean controllerManager = true;
    int fakeNodes;

    Options() {}

    /** More flags for etcd; of two that contradict each other, the last one counts. */
    public Options etcdFlags(String... flags) {
        Collections.addAll(etcdFlags, flags);
        return this;
    }

    /** More flags for kube-apiserver, for example {@code --feature-gates=ListFromCacheSnapshot=false}. */
    public Options apiServerFlags(String... flags) {
        Collections.addAll(apiServerFlags, flags);
        return this;
    }

    /** More flags for kube-controller-manager. */
    public Options controllerManagerFlags(String... flags) {
        Collections.addAll(controllerManagerFlags, flags);
        return this;
    }

    /** No kube-controller-manager: objects stay as they were created, and namespaces have no ServiceAccount. */
    public Options withoutControllerManager() {
        controllerManager = false;
        // Else no Pod could be created: the ServiceAccounts that they would use by default are a controller's.
        return apiServerFlags("--disable-admission-plugins=ServiceAccount");
    }

    /** A scheduler, and so many nodes on which pods seem to run and Jobs are done at once. */
    public Options fakeNodes(int count) {
        fakeNodes = count;
        return this;
    }

    /**
     * Later pages of a list are read from etcd and not from a snapshot in the server's memory: after {@link Etcd#compact}
     * they are answered 410 Gone with a token to go on inconsistently, as on servers before 1.34.
     */
    public Options pagesFromEtcd() {
        return apiServerFlags("--feature-gates=ListFromCacheSnapshot=false");
    }
}
