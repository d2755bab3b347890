/** A YAML file as a tree whose every value knows its line. The YAML library does not leave this package. */
@NullMarked
package dev.jangada.settings.yaml;

import org.jspecify.annotations.NullMarked;
