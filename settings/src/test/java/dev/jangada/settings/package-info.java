/** Tests of reading, checking, and describing settings. */
@NullMarked
package dev.jangada.settings;

import org.jspecify.annotations.NullMarked;
