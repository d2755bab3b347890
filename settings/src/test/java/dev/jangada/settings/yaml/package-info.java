/** Tests of reading YAML with its lines. */
@NullMarked
package dev.jangada.settings.yaml;

import org.jspecify.annotations.NullMarked;
