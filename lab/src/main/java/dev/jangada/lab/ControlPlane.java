package dev.jangada.lab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.pki.Authority;
import dev.jangada.lab.pki.Identity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A real Kubernetes control plane on loopback: etcd, kube-apiserver and kube-controller-manager, up in about eight
 * seconds. Its folder, with the logs, is deleted when it is closed.
 */
public final class ControlPlane implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path folder;
    private final Credentials credentials;
    private final Etcd etcd;
    private final ApiServer apiServer;
    private final Optional<ControllerManager> controllerManager;
    private final Api api;
    private final Path kubeconfig;
    private final AtomicInteger users = new AtomicInteger();

    private ControlPlane(
            Path folder,
            Credentials credentials,
            Etcd etcd,
            ApiServer apiServer,
            Optional<ControllerManager> controllerManager) {
        this.folder = folder;
        this.credentials = credentials;
        this.etcd = etcd;
        this.apiServer = apiServer;
        this.controllerManager = controllerManager;
        this.api = credentials.api(apiServer.url());
        this.kubeconfig = folder.resolve("kubeconfig");
    }

    /**
     * Starts a control plane and waits until it can be used.
     *
     * @throws LabException with the end of the log of the part that failed
     */
    public static ControlPlane start() {
        return start(options -> {});
    }

    /** Starts a control plane that differs from the usual one. */
    public static ControlPlane start(Consumer<Options> choices) {
        return start(Run.newFolder(), choices, false);
    }

    /** Starts a control plane in a folder; a detached one outlives this JVM. */
    static ControlPlane start(Path folder, Consumer<Options> choices, boolean detached) {
        var options = new Options();
        choices.accept(options);
        try {
            Credentials credentials = Credentials.create(folder);
            Etcd etcd = Etcd.start(folder, options, detached);
            ApiServer apiServer = ApiServer.start(folder, etcd, credentials, options, detached);
            Path kubeconfig = credentials.adminKubeconfig(apiServer.url());
            Optional<ControllerManager> controllerManager = options.controllerManager
                    ? Optional.of(ControllerManager.start(folder, kubeconfig, credentials, options, detached))
                    : Optional.empty();
            var started = new ControlPlane(folder, credentials, etcd, apiServer, controllerManager);
            controllerManager.ifPresent(started::awaitControllers);
            if (options.fakeNodes > 0) {
                FakeNodes.add(folder, started, options.fakeNodes, detached);
            }
            return started;
        } catch (RuntimeException e) {
            Run.close(folder);
            throw e;
        }
    }

    /** The controllers work when they have given the default namespace its ServiceAccount. */
    private void awaitControllers(ControllerManager controllers) {
        Wait.until(
                PATIENCE,
                () -> !controllers.alive() || api.answers("/api/v1/namespaces/default/serviceaccounts/default"),
                () -> controllers.failure("makes no default ServiceAccount in a minute"));
        if (!controllers.alive()) {
            throw controllers.failure("has ended");
        }
    }

    /** Where this control plane keeps its files: {@code PART.log}, certificates, kubeconfigs, etcd's data. */
    public Path folder() {
        return folder;
    }

    public Etcd etcd() {
        return etcd;
    }

    public ApiServer apiServer() {
        return apiServer;
    }

    /** Empty if the control plane was started without. */
    public Optional<ControllerManager> controllerManager() {
        return controllerManager;
    }

    /** The API with the administrator's certificate. */
    public Api api() {
        return api;
    }

    /** The same through something that stands before the API server at another URL; to be closed. */
    public Api api(String server) {
        return credentials.api(server);
    }

    /** Signs the certificates of this cluster's server and users. */
    public Authority authority() {
        return credentials.authority();
    }

    /** The administrator's kubeconfig; its only context is {@code lab}. */
    public Path kubeconfig() {
        return kubeconfig;
    }

    /** The kubeconfig of a user who may do what RBAC grants to these names and nothing else. */
    public Path kubeconfig(String user, String... groups) {
        return kubeconfig(user, authority().client(user, groups), authority());
    }

    /**
     * A kubeconfig that may be wrong in some way.
     *
     * @param user the name that the kubeconfig gives the user
     * @param shown the client certificate, possibly expired or signed by a stranger
     * @param trusted the authority that the server's certificate is checked against, possibly another
     */
    public Path kubeconfig(String user, Identity shown, Authority trusted) {
        return kubeconfig(apiServer.url(), user, shown, trusted);
    }

    /** The same for something that stands before the API server at another URL. */
    public Path kubeconfig(String server, String user, Identity shown, Authority trusted) {
        return credentials.kubeconfig("kubeconfig-" + users.incrementAndGet(), server, user, shown, trusted);
    }

    /** Runs kubectl as the administrator. */
    public CommandResult kubectl(String... arguments) {
        return kubectl(new byte[0], List.of(arguments));
    }

    /** Creates or updates objects with {@code kubectl apply}; fails if any is refused. */
    public void apply(JsonNode object) {
        var _ = kubectl(Json.bytes(object), List.of("apply", "-f", "-")).orFail();
    }

    private CommandResult kubectl(byte[] input, List<String> arguments) {
        var command = new ArrayList<>(List.of(
                Parts.path("kubectl").toString(),
                "--kubeconfig=" + kubeconfig,
                "--cache-dir=" + folder.resolve("kubectl-cache")));
        command.addAll(arguments);
        return CommandResult.of(command, input);
    }

    /** Ends all parts and deletes the folder. */
    @Override
    public void close() {
        controllerManager.ifPresent(ControllerManager::kill);
        apiServer.kill();
        etcd.close();
        api.close();
        Run.close(folder);
    }
}
