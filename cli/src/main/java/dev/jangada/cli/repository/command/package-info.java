/** {@code jangada repository}: make, check, look at, unlock a repository; its keys. Begin with {@code RepositoryCommand}. */
@NullMarked
package dev.jangada.cli.repository.command;

import org.jspecify.annotations.NullMarked;
