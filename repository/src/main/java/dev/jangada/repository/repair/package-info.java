/**
 * Making the index anew from what packs say of themselves.
 */
@NullMarked
package dev.jangada.repository.repair;

import org.jspecify.annotations.NullMarked;
