package dev.jangada.settings;

import static dev.jangada.settings.table.Setting.*;

import dev.jangada.etcd.client.Endpoint;
import dev.jangada.kube.model.FieldSelector;
import dev.jangada.kube.model.LabelSelector;
import dev.jangada.settings.table.Cadence;
import dev.jangada.settings.table.KeepWithin;
import dev.jangada.settings.table.Setting;
import dev.jangada.settings.table.TimeSpans;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a file gives, key by key, and the records that come of it. */
final class Values {

    private final Map<Setting, Given> given = new EnumMap<>(Setting.class);

    void put(Setting setting, Object value, int line) {
        given.put(setting, new Given(value, line));
    }

    /** Where a key stands; nothing if it does not. */
    Optional<Integer> line(Setting setting) {
        return Optional.ofNullable(given.get(setting)).map(Given::line);
    }

    /** What is given, in the order of the table. */
    Map<Setting, Given> all() {
        return given;
    }

    Settings settings() {
        return new Settings(
                cluster(),
                repository(),
                selection(),
                retention(),
                schedule(),
                path(METRICS_TEXTFILE),
                list(ON_FAILURE));
    }

    private ClusterSettings cluster() {
        return new ClusterSettings(
                text(CLUSTER_NAME), path(CLUSTER_KUBECONFIG), text(CLUSTER_CONTEXT), text(CLUSTER_NAMESPACE), etcd());
    }

    private EtcdSettings etcd() {
        boolean tls = given.containsKey(ETCD_CA_FILE) || given.containsKey(ETCD_CERT_FILE);
        return new EtcdSettings(
                list(ETCD_ENDPOINTS).stream()
                        .map(text -> Endpoint.of(text, tls))
                        .toList(),
                path(ETCD_CA_FILE),
                path(ETCD_CERT_FILE),
                path(ETCD_KEY_FILE),
                text(ETCD_USER),
                path(ETCD_PASSWORD_FILE),
                path(ETCD_ENCRYPTION_CONFIG_FILE));
    }

    private RepositorySettings repository() {
        Object cache = value(REPOSITORY_CACHE);
        return new RepositorySettings(
                text(REPOSITORY_URL),
                path(REPOSITORY_PASSWORD_FILE),
                list(REPOSITORY_PASSWORD_COMMAND),
                text(REPOSITORY_REGION),
                path(REPOSITORY_CA_FILE),
                cache instanceof Optional<?> path ? path.map(Path.class::cast) : Optional.empty(),
                cache instanceof Optional<?> path && path.isEmpty());
    }

    private SelectionSettings selection() {
        return new SelectionSettings(
                list(SELECTION_INCLUDE_NAMESPACES),
                list(SELECTION_EXCLUDE_NAMESPACES),
                list(SELECTION_INCLUDE_KINDS),
                list(SELECTION_EXCLUDE_KINDS),
                list(SELECTION_INCLUDE_NAMES),
                list(SELECTION_EXCLUDE_NAMES),
                as(SELECTION_SELECTOR, LabelSelector.class).orElse(LabelSelector.ALL),
                as(SELECTION_FIELD_SELECTOR, FieldSelector.class).orElse(FieldSelector.ALL));
    }

    private RetentionSettings retention() {
        return new RetentionSettings(
                count(RETENTION_KEEP_LAST),
                count(RETENTION_KEEP_HOURLY),
                count(RETENTION_KEEP_DAILY),
                count(RETENTION_KEEP_WEEKLY),
                count(RETENTION_KEEP_MONTHLY),
                count(RETENTION_KEEP_YEARLY),
                as(RETENTION_KEEP_WITHIN, KeepWithin.class),
                list(RETENTION_KEEP_TAGS));
    }

    private ScheduleSettings schedule() {
        return new ScheduleSettings(
                text(SCHEDULE_CALENDAR).orElse(fallback(SCHEDULE_CALENDAR)),
                span(SCHEDULE_RANDOM_DELAY),
                span(SCHEDULE_MAX_AGE),
                cadence(SCHEDULE_VERIFY),
                cadence(SCHEDULE_FORGET),
                cadence(SCHEDULE_PRUNE));
    }

    private Duration span(Setting setting) {
        return as(setting, Duration.class).orElseGet(() -> TimeSpans.parse(fallback(setting)));
    }

    private Cadence cadence(Setting setting) {
        return as(setting, Cadence.class).orElseGet(() -> Cadence.parse(fallback(setting)));
    }

    private static String fallback(Setting setting) {
        return setting.fallback().orElseThrow();
    }

    private int count(Setting setting) {
        return as(setting, Integer.class).orElse(0);
    }

    private Optional<String> text(Setting setting) {
        return as(setting, String.class);
    }

    private Optional<Path> path(Setting setting) {
        return as(setting, Path.class);
    }

    private List<String> list(Setting setting) {
        return value(setting) instanceof List<?> list
                ? list.stream().map(String.class::cast).toList()
                : List.of();
    }

    private <T> Optional<T> as(Setting setting, Class<T> type) {
        return Optional.ofNullable(value(setting)).map(type::cast);
    }

    private @Nullable Object value(Setting setting) {
        Given found = given.get(setting);
        return found == null ? null : found.value();
    }
}
