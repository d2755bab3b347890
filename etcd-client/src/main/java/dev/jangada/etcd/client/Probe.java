package dev.jangada.etcd.client;

import dev.jangada.problem.Problem;
import java.util.Optional;

/**
 * What came of asking a member for its status: one of the two is there.
 *
 * @param endpoint where it was asked
 * @param status its answer
 * @param problem why there is none
 */
public record Probe(Endpoint endpoint, Optional<MemberStatus> status, Optional<Problem> problem) {}
