/** Tests of the S3 backend against a real server. */
@NullMarked
package dev.jangada.repository.backend.s3;

import org.jspecify.annotations.NullMarked;
