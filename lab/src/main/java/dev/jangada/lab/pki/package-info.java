/**
 * Certificates for test clusters: an authority, and the server and client certificates that it signs, expired ones too.
 *
 * <p>Keeps BouncyCastle to itself; knows nothing of clusters.
 */
@NullMarked
package dev.jangada.lab.pki;

import org.jspecify.annotations.NullMarked;
