package dev.jangada.repository.index;

import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.PackedBlob;

/**
 * One place where a blob lies.
 *
 * @param pack the pack's id
 * @param packed where in it
 */
public record PackedIn(Id pack, PackedBlob packed) {}
