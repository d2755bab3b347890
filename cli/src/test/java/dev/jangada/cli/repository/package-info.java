/** Tests of how a repository is found and opened. */
@NullMarked
package dev.jangada.cli.repository;

import org.jspecify.annotations.NullMarked;
