package io.nodethaw.agent.config;

import io.nodethaw.agent.Settings;
import io.nodethaw.agent.cure.Policy;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings as one place gives them, the file or the command line; what is empty is not given there.
 *
 * @param kubeconfig by which the cluster is reached
 * @param inCluster true where it is reached by the service account of the pod
 * @param node name of the node in the cluster
 * @param cures what may be cured; no command line says that
 */
public record Given(
        Optional<Duration> every,
        Optional<Duration> hold,
        Optional<Duration> limit,
        Optional<Listen> listen,
        Optional<String> kubeconfig,
        Optional<Boolean> inCluster,
        Optional<String> node,
        Optional<Policy> cures) {
    /** Nothing is given. */
    public static final Given NOTHING = new Given(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** Both together; where both say something, this one counts. Whoever names a cluster names all of it. */
    public Given over(Given other) {
        var cluster = kubeconfig.isPresent() || inCluster.isPresent() ? this : other;
        return new Given(
                every.or(other::every),
                hold.or(other::hold),
                limit.or(other::limit),
                listen.or(other::listen),
                cluster.kubeconfig(),
                cluster.inCluster(),
                node.or(other::node),
                cures.or(other::cures));
    }

    /** With what is used where nothing is given. */
    public Settings settings() {
        var usual = Settings.USUAL;
        return new Settings(
                every.orElse(usual.every()),
                hold.orElse(usual.hold()),
                limit.orElse(usual.limit()),
                listen.orElse(Listen.LOOPBACK).at(),
                kubeconfig.isPresent() || inCluster.orElse(false)
                        ? Optional.of(new Settings.Membership(kubeconfig, node))
                        : Optional.empty(),
                cures.orElse(usual.cures()));
    }
}
