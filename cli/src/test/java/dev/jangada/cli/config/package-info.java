/** Tests of the commands on the settings file. */
@NullMarked
package dev.jangada.cli.config;

import org.jspecify.annotations.NullMarked;
