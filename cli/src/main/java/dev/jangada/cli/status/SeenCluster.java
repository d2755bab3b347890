package dev.jangada.cli.status;

import dev.jangada.backup.status.StatusOrder;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.source.ClusterOption;
import dev.jangada.cli.source.Sources;
import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.problem.Problem;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A cluster that is looked at.
 *
 * @param name as its backups have it
 * @param api connects to its API server
 */
public record SeenCluster(String name, Supplier<StatusOrder.Api> api) {

    /** One whose name is known. */
    public static SeenCluster named(Jangada jangada, String name) {
        return new SeenCluster(name, () -> connect(jangada));
    }

    /**
     * The one that is meant: its name is the user's or the settings', else that of the context, as for {@code backup create}; then that is
     * said.
     *
     * @throws Problem if nobody gives a name and the API server does not answer
     */
    static SeenCluster meant(Jangada jangada, ClusterOption option) {
        Optional<String> told = option.named(jangada);
        if (told.isPresent()) {
            return named(jangada, told.get());
        }
        StatusOrder.Api api = connect(jangada);
        Optional<String> context = api.source().provenance().context();
        if (context.isEmpty()) {
            api.source().close();
            return named(jangada, option.required(jangada));
        }
        if (!jangada.globals().quiet()) {
            jangada.terminal().note(StatusCommandMessage.NAMED_BY_CONTEXT, context.get());
        }
        return new SeenCluster(context.get(), () -> api);
    }

    private static StatusOrder.Api connect(Jangada jangada) {
        LiveSource live = Sources.of(jangada).openLive(Sources.LIVE);
        return new StatusOrder.Api(live, live.clientCertificateEnds());
    }
}
