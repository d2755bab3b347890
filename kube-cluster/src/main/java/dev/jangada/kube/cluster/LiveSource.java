package dev.jangada.kube.cluster;

import dev.jangada.kube.cluster.client.ApiClient;
import dev.jangada.kube.cluster.client.Asking;
import dev.jangada.kube.cluster.client.StatusFailure;
import dev.jangada.kube.model.Coverage;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KindCatalog;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSink;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.Provenance;
import dev.jangada.kube.model.Reading;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import dev.jangada.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The objects of a running cluster; made by {@link LiveCluster#open}. */
public final class LiveSource implements ObjectSource {

    private final ApiClient api;
    private final Provenance provenance;
    private final Discovered discovered;
    private final KindCatalog catalog;
    private final Coverage coverage;
    private final String namespace;
    private final List<Problem> warnings;
    private final Optional<Instant> clientCertificateEnds;

    LiveSource(
            ApiClient api,
            Provenance provenance,
            Discovered discovered,
            String namespace,
            List<Problem> warnings,
            Optional<Instant> clientCertificateEnds) {
        this.api = api;
        this.provenance = provenance;
        this.discovered = discovered;
        this.catalog = new KindCatalog(provenance.source(), discovered.kinds());
        this.coverage = new Coverage(
                discovered.kinds().stream().map(ResourceKind::groupKind).collect(Collectors.toSet()),
                Selection.ALL,
                Scrub.NONE,
                discovered.gaps());
        this.namespace = namespace;
        this.warnings = List.copyOf(warnings);
        this.clientCertificateEnds = clientCertificateEnds;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    /** Every kind that can be listed, read and created. That the user may not list one shows when it is read. */
    @Override
    public Coverage coverage() {
        return coverage;
    }

    @Override
    public KindCatalog kinds() {
        return catalog;
    }

    /** The namespace that the kubeconfig's context works in. */
    public String namespace() {
        return namespace;
    }

    /** Sends requests to this cluster, for the rooms of this module. */
    public ApiClient client() {
        return api;
    }

    /**
     * Asks which kinds a version of a group has now: definitions may have been added.
     *
     * @return none if the server does not know it, or not yet
     * @throws Problem if the server does not answer
     */
    public List<ResourceKind> served(String group, String version) {
        return Discovery.of(api, group, version);
    }

    /** When the certificate ends by which the kubeconfig's user is known; empty for other logins, and for one that a plugin renews. */
    public Optional<Instant> clientCertificateEnds() {
        return clientCertificateEnds;
    }

    /** What the user should know before anything is read; not failures. Empty as a rule. */
    public List<Problem> warnings() {
        return warnings;
    }

    @Override
    public Reading read(ResourceKind kind, Selection selection, ObjectSink sink) {
        return new KindReader(api, PageSize.of(provenance.kubernetesVersion()), kind, selection, sink).read();
    }

    @Override
    public Optional<KubeObject> get(ResourceKind kind, String namespace, String name) {
        String path = ResourcePath.object(kind, namespace, name);
        try {
            return Optional.of(KubeObject.of(api.fetch(path, ApiClient.JSON, Asking.READING)));
        } catch (StatusFailure e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw api.problems().of(e, kind.resourceName());
        }
    }

    @Override
    public List<String> versions(GroupKind kind) {
        return discovered.versions().getOrDefault(kind.canonical(), List.of());
    }

    @Override
    public void close() {
        api.close();
    }
}
