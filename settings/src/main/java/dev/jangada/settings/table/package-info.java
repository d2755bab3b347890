/** The table of all keys: name, what its value may be, default, example, and what it is for, in both languages. */
@NullMarked
package dev.jangada.settings.table;

import org.jspecify.annotations.NullMarked;
