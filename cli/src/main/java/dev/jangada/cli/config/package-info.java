/** {@code jangada config}: a new settings file, a look at one, its schema. Begin with {@code ConfigCommand}. */
@NullMarked
package dev.jangada.cli.config;

import org.jspecify.annotations.NullMarked;
