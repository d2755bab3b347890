/** What this room says when something is wrong with a settings file. */
@NullMarked
package dev.jangada.settings.problem;

import org.jspecify.annotations.NullMarked;
