/**
 * A bucket of an S3-compatible store as a backend. The types of the AWS SDK do not leave this package.
 */
@NullMarked
package dev.jangada.repository.backend.s3;

import org.jspecify.annotations.NullMarked;
