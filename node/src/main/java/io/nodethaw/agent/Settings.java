package io.nodethaw.agent;

import io.nodethaw.agent.cure.Policy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * How the agent works.
 *
 * @param every time from one look to the next while all is well
 * @param hold how long something has to be so before it is published
 * @param limit of each probe of a look
 * @param listen where metrics are served; empty for nowhere
 * @param cluster whom it tells what it sees; empty for nobody
 * @param cures what it may cure
 */
public record Settings(
        Duration every,
        Duration hold,
        Duration limit,
        Optional<InetSocketAddress> listen,
        Optional<Membership> cluster,
        Policy cures) {
    /**
     * The cluster that the node belongs to.
     *
     * @param kubeconfig by which it is reached; empty for the service account of the pod that we run in
     * @param node its name there; empty for that of the machine
     */
    public record Membership(Optional<String> kubeconfig, Optional<String> node) {}

    /** What is used unless told otherwise. */
    public static final Settings USUAL = new Settings(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Optional.empty(),
            Optional.empty(),
            Policy.NONE);
}
