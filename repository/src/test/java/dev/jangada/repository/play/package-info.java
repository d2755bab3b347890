/** What tests of this room share: the real restic, a real S3 server, trees of files, a small repository. */
@NullMarked
package dev.jangada.repository.play;

import org.jspecify.annotations.NullMarked;
