/** Tests of the table, and what is made of it: schema and documents. */
@NullMarked
package dev.jangada.settings.table;

import org.jspecify.annotations.NullMarked;
