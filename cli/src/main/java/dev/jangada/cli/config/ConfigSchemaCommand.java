package dev.jangada.cli.config;

import dev.jangada.cli.command.Jangada;
import dev.jangada.settings.SettingsSchema;
import picocli.CommandLine.Command;

/** {@code jangada config schema}: the JSON Schema of the settings file. */
@Command(name = "schema")
final class ConfigSchemaCommand implements Runnable {

    private final Jangada jangada;

    ConfigSchemaCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public void run() {
        jangada.terminal().out().print(SettingsSchema.text());
    }
}
