package dev.jangada.kube.storage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.Provenance;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.problem.Problem;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the objects tell of where they are from: the uid of kube-system, and the last renewal of a lease in it. Controllers
 * renew theirs every few seconds, so that is when the state was; a file's own time is only of its newest revision, and
 * gone when it is copied.
 */
final class Origin {

    private static final GroupKind NAMESPACE = new GroupKind("", "Namespace");
    private static final GroupKind LEASE = new GroupKind("coordination.k8s.io", "Lease");
    private static final String SYSTEM = "kube-system";

    private Origin() {}

    static Provenance of(EtcdSource source, EtcdData data) {
        return new Provenance(
                data.name(),
                Optional.empty(),
                Optional.empty(),
                clusterUid(source),
                Optional.empty(),
                lastRenewal(source).orElse(data.written()));
    }

    private static Optional<String> clusterUid(EtcdSource source) {
        try {
            return source.kinds()
                    .find(NAMESPACE)
                    .flatMap(kind -> source.get(kind, "", SYSTEM))
                    .map(KubeObject::uid)
                    .filter(uid -> !uid.isEmpty());
        } catch (Problem encrypted) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> lastRenewal(EtcdSource source) {
        var newest = new Instant[1];
        try {
            ResourceKind lease = source.kinds().find(LEASE).orElseThrow();
            Selection system = Selection.ALL.withNamespaces(List.of(Glob.of(SYSTEM)), List.of());
            var _ = source.read(lease, system, object -> {
                Instant renewed = renewal(object.tree());
                if (renewed != null && (newest[0] == null || renewed.isAfter(newest[0]))) {
                    newest[0] = renewed;
                }
            });
        } catch (Problem unreadable) {
            // The file's time has to do.
            return Optional.ofNullable(newest[0]);
        }
        return Optional.ofNullable(newest[0]);
    }

    private static @Nullable Instant renewal(JsonNode lease) {
        try {
            String text = lease.path("spec").path("renewTime").asText();
            return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
