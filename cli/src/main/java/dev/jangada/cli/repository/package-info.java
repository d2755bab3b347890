/**
 * Opens the user's repository, for every command that needs one: {@link dev.jangada.cli.repository.RepositoryAccess} are the options,
 * {@link dev.jangada.cli.repository.Passphrase} is where a passphrase comes from.
 *
 * <p>Knows no command; those on the repository itself are in {@code command} below.
 */
@NullMarked
package dev.jangada.cli.repository;

import org.jspecify.annotations.NullMarked;
