package dev.jangada.settings.table;

import dev.jangada.problem.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every key of {@code jangada.yaml}, sections before what is in them. The sentence of a constant says what the key is for.
 *
 * <p>Whoever adds a key adds it here, its sentence to both bundles, and its place to the records of {@code Settings}; a test then
 * asks for schema and documents to be written again.
 */
public enum Setting implements Message {
    CLUSTER("cluster", Shape.SECTION),
    CLUSTER_NAME("cluster.name", Shape.WORD, "production"),
    CLUSTER_KUBECONFIG("cluster.kubeconfig", Shape.PATH, "~/.kube/config"),
    CLUSTER_CONTEXT("cluster.context", Shape.TEXT, "kubernetes-admin@cluster.local"),
    CLUSTER_NAMESPACE("cluster.namespace", Shape.WORD, "shop"),
    ETCD("cluster.etcd", Shape.SECTION),
    ETCD_ENDPOINTS("cluster.etcd.endpoints", Shape.ENDPOINTS, "[https://10.0.0.11:2379, https://10.0.0.12:2379]"),
    ETCD_CA_FILE("cluster.etcd.caFile", Shape.PATH, "/etc/ssl/etcd/ssl/ca.pem"),
    ETCD_CERT_FILE("cluster.etcd.certFile", Shape.PATH, "/etc/ssl/etcd/ssl/admin-node1.pem"),
    ETCD_KEY_FILE("cluster.etcd.keyFile", Shape.SECRET_FILE, "/etc/ssl/etcd/ssl/admin-node1-key.pem"),
    ETCD_USER("cluster.etcd.user", Shape.WORD, "root"),
    ETCD_PASSWORD_FILE("cluster.etcd.passwordFile", Shape.SECRET_FILE, "secrets/etcd-password"),
    ETCD_ENCRYPTION_CONFIG_FILE(
            "cluster.etcd.encryptionConfigFile", Shape.SECRET_FILE, "/etc/kubernetes/ssl/secrets_encryption.yaml"),

    REPOSITORY("repository", Shape.SECTION),
    REPOSITORY_URL("repository.url", Shape.REPOSITORY, "s3:https://s3.example.org/backups/production"),
    REPOSITORY_PASSWORD_FILE("repository.passwordFile", Shape.SECRET_FILE, "secrets/repository-password"),
    REPOSITORY_PASSWORD_COMMAND("repository.passwordCommand", Shape.COMMAND, "[pass, show, jangada/production]"),
    REPOSITORY_REGION("repository.region", Shape.WORD, "eu-central-1"),
    REPOSITORY_CA_FILE("repository.caFile", Shape.PATH, "/etc/ssl/private-ca.pem"),
    REPOSITORY_CACHE("repository.cache", Shape.PATH_OR_NONE, "/var/cache/jangada"),

    SELECTION("selection", Shape.SECTION),
    SELECTION_INCLUDE_NAMESPACES("selection.includeNamespaces", Shape.TEXTS, "[shop, 'team-*']"),
    SELECTION_EXCLUDE_NAMESPACES("selection.excludeNamespaces", Shape.TEXTS, "['tmp-*']"),
    SELECTION_INCLUDE_KINDS("selection.includeKinds", Shape.TEXTS, "[deployments, configmaps]"),
    SELECTION_EXCLUDE_KINDS("selection.excludeKinds", Shape.TEXTS, "[events]"),
    SELECTION_INCLUDE_NAMES("selection.includeNames", Shape.TEXTS, "['web-*']"),
    SELECTION_EXCLUDE_NAMES("selection.excludeNames", Shape.TEXTS, "['*-canary']"),
    SELECTION_SELECTOR("selection.selector", Shape.LABEL_SELECTOR, "app=web,tier!=test"),
    SELECTION_FIELD_SELECTOR("selection.fieldSelector", Shape.FIELD_SELECTOR, "metadata.namespace!=kube-system"),

    RETENTION("retention", Shape.SECTION),
    RETENTION_KEEP_LAST("retention.keepLast", Shape.COUNT, "3"),
    RETENTION_KEEP_HOURLY("retention.keepHourly", Shape.COUNT, "24"),
    RETENTION_KEEP_DAILY("retention.keepDaily", Shape.COUNT, "14"),
    RETENTION_KEEP_WEEKLY("retention.keepWeekly", Shape.COUNT, "8"),
    RETENTION_KEEP_MONTHLY("retention.keepMonthly", Shape.COUNT, "12"),
    RETENTION_KEEP_YEARLY("retention.keepYearly", Shape.COUNT, "3"),
    RETENTION_KEEP_WITHIN("retention.keepWithin", Shape.PERIOD, "14d"),
    RETENTION_KEEP_TAGS("retention.keepTags", Shape.TEXTS, "[before-upgrade]"),

    SCHEDULE("schedule", Shape.SECTION),
    SCHEDULE_CALENDAR("schedule.calendar", Shape.CALENDAR, "Mon..Fri 02:30", "02:30"),
    SCHEDULE_RANDOM_DELAY("schedule.randomDelay", Shape.TIME_SPAN_OR_NONE, "10min", "5min"),
    SCHEDULE_MAX_AGE("schedule.maxAge", Shape.TIME_SPAN, "2d", "26h"),
    SCHEDULE_VERIFY("schedule.verify", Shape.CADENCE, "7d", "always"),
    SCHEDULE_FORGET("schedule.forget", Shape.CADENCE, "1d", "always"),
    SCHEDULE_PRUNE("schedule.prune", Shape.CADENCE, "30d", "7d"),

    METRICS("metrics", Shape.SECTION),
    METRICS_TEXTFILE("metrics.textfile", Shape.PATH, "/var/lib/node_exporter/textfile_collector/jangada.prom"),

    ON_FAILURE("onFailure", Shape.COMMAND, "[/usr/local/bin/notify, 'the backup of production failed']");

    private static final Map<String, Setting> BY_KEY =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Setting::key, Function.identity()));

    private final String key;
    private final Shape shape;
    private final String example;
    private final @Nullable String fallback;

    Setting(String key, Shape shape) {
        this(key, shape, "", null);
    }

    Setting(String key, Shape shape, String example) {
        this(key, shape, example, null);
    }

    Setting(String key, Shape shape, String example, @Nullable String fallback) {
        this.key = key;
        this.shape = shape;
        this.example = example;
        this.fallback = fallback;
    }

    /** The key with its sections, as in {@code repository.url}. */
    public String key() {
        return key;
    }

    /** What its value may be. */
    public Shape shape() {
        return shape;
    }

    /** A value as one might write it in YAML; empty for a section. */
    public String example() {
        return example;
    }

    /** The value that counts where none is given, if that is one and the same everywhere. */
    public Optional<String> fallback() {
        return Optional.ofNullable(fallback);
    }

    /** The key of the section that it stands in; empty for the file itself. */
    public String section() {
        int dot = key.lastIndexOf('.');
        return dot < 0 ? "" : key.substring(0, dot);
    }

    /** The last part of the key. */
    public String word() {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    /** The setting with a key. */
    public static Optional<Setting> of(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    /** What stands in a section, in order; the empty key is the file. */
    public static List<Setting> in(String section) {
        return Arrays.stream(values())
                .filter(setting -> setting.section().equals(section))
                .toList();
    }
}
