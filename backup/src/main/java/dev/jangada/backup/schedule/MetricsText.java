package dev.jangada.backup.schedule;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A run as Prometheus text for the node exporter's textfile collector. Names follow Prometheus: base units, moments in seconds since
 * 1970 (an age is {@code time() - …}, so that it grows also when no run comes), one gauge a fact. Format: Prometheus' text-based
 * exposition format 0.0.4.
 */
public final class MetricsText {

    private final StringBuilder out = new StringBuilder(2000);
    private final RunStatus status;
    private String metric = "";

    private MetricsText(RunStatus status) {
        this.status = status;
    }

    /** The text. */
    public static String of(RunStatus status) {
        return new MetricsText(status).text();
    }

    /**
     * Writes it in one step, readable by everybody, as the node exporter is another user.
     *
     * @param file ends in {@code .prom}, else the collector does not read it
     * @throws dev.jangada.problem.Problem if it cannot be written
     */
    public static void write(RunStatus status, Path file) {
        AtomicFile.write(file, of(status).getBytes(StandardCharsets.UTF_8), AtomicFile.PUBLIC);
    }

    private String text() {
        gauge("jangada_run_last_end_timestamp_seconds", "When the last scheduled run ended.");
        sample(status.ended());
        gauge("jangada_run_last_duration_seconds", "How long the last scheduled run took.");
        sample(Duration.between(status.begun(), status.ended()).toMillis() / 1000.0);
        gauge("jangada_run_last_exit_code", "What the last scheduled run ended with; 0 is good, 3 is incomplete.");
        sample(status.exitCode().code());
        steps();
        backup();
        margins();
        return out.toString();
    }

    private void steps() {
        gauge("jangada_step_last_success_timestamp_seconds", "When a step was last begun and went well.");
        for (Step step : Step.values()) {
            Instant time = status.lastOk().get(step);
            if (time != null) {
                sample(seconds(time), "step", step.word());
            }
        }
        gauge(
                "jangada_step_success",
                "Whether a step of the last run went well; those that were not due are left out.");
        for (StepResult result : status.steps()) {
            if (result.outcome() != StepResult.Outcome.SKIPPED) {
                sample(
                        result.outcome() == StepResult.Outcome.OK ? 1 : 0,
                        "step",
                        result.step().word());
            }
        }
        gauge("jangada_step_duration_seconds", "How long a step of the last run took.");
        for (StepResult result : status.steps()) {
            if (result.outcome() != StepResult.Outcome.SKIPPED) {
                sample(result.took().toMillis() / 1000.0, "step", result.step().word());
            }
        }
    }

    private void backup() {
        number("objects", "jangada_backup_objects", "How many objects the newest backup has.");
        number(
                "bytes",
                "jangada_backup_size_bytes",
                "How large the newest backup is, before anything is saved by the repository.");
        number("storedBytes", "jangada_backup_stored_bytes", "How much the repository grew by the newest backup.");
        number("gaps", "jangada_backup_gaps", "How many kinds are missing in the newest backup; 0 if it is complete.");
        number(
                "warnings",
                "jangada_backup_warnings",
                "How many warnings the newest backup came with; the run's status has them.");
    }

    private void number(String name, String metric, String help) {
        Long number = status.lastBackup().get(name);
        if (number != null) {
            gauge(metric, help);
            sample(number);
        }
    }

    private void margins() {
        if (status.margins().isEmpty()) {
            return;
        }
        Margins margins = status.margins().get();
        if (!margins.certificates().isEmpty()) {
            gauge("jangada_certificate_expiry_timestamp_seconds", "When a certificate ends.");
            margins.certificates()
                    .forEach(certificate -> sample(seconds(certificate.ends()), "certificate", certificate.name()));
        }
        if (!margins.databases().isEmpty()) {
            gauge("jangada_etcd_database_size_bytes", "How large an etcd member's database file is.");
            margins.databases().forEach(database -> sample(database.size(), "endpoint", database.endpoint()));
            gauge("jangada_etcd_database_in_use_bytes", "How much of an etcd member's database file holds data.");
            margins.databases().forEach(database -> sample(database.inUse(), "endpoint", database.endpoint()));
        }
        if (margins.databases().stream().anyMatch(database -> database.quota().isPresent())) {
            gauge("jangada_etcd_database_quota_bytes", "How large an etcd member's database file may become.");
            margins.databases()
                    .forEach(database ->
                            database.quota().ifPresent(quota -> sample(quota, "endpoint", database.endpoint())));
        }
    }

    private void gauge(String name, String help) {
        metric = name;
        out.append("# HELP ").append(name).append(' ').append(help).append("\n# TYPE ");
        out.append(name).append(" gauge\n");
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }

    private void sample(Instant time) {
        sample(seconds(time));
    }

    private void sample(double value, String... labels) {
        sample(BigDecimal.valueOf(value), labels);
    }

    private void sample(long value, String... labels) {
        sample(BigDecimal.valueOf(value), labels);
    }

    private void sample(BigDecimal value, String... labels) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("cluster", status.cluster());
        for (int i = 0; i < labels.length; i += 2) {
            all.put(labels[i], labels[i + 1]);
        }
        out.append(metric).append('{');
        String separator = "";
        for (var label : all.entrySet()) {
            out.append(separator).append(label.getKey()).append("=\"");
            escape(label.getValue());
            out.append('"');
            separator = ",";
        }
        out.append("} ");
        out.append(value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString());
        out.append('\n');
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '"' -> out.append("\\\"");
                case '\n' -> out.append("\\n");
                default -> out.append(c);
            }
        }
    }
}
