/**
 * Trouble between a client and a real API server: a proxy that loses answers, refuses, delays and breaks as a test
 * says, and that remembers what was asked.
 *
 * <p>Begin with {@link dev.jangada.lab.fault.FaultProxy}; {@link dev.jangada.lab.fault.TcpProxy} stands before any other
 * server. This room knows HTTP/1.1 and how Kubernetes trusts a proxy;
 * it knows nothing of objects.
 */
@NullMarked
package dev.jangada.lab.fault;

import org.jspecify.annotations.NullMarked;
