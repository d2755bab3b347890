/** Tests of the commands on etcd's files, where it can be told beside etcd's own tools. */
@NullMarked
package dev.jangada.cli.etcd;

import org.jspecify.annotations.NullMarked;
