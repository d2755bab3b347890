/** Tests of the commands on a repository. */
@NullMarked
package dev.jangada.cli.repository.command;

import org.jspecify.annotations.NullMarked;
