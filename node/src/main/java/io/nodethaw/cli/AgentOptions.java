package io.nodethaw.cli;

import io.nodethaw.agent.cluster.NodeRequests;
import io.nodethaw.agent.cluster.Request;
import io.nodethaw.agent.config.Given;
import io.nodethaw.agent.config.Listen;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of the agent that the command line gives. */
final class AgentOptions {
    static final Option EVERY = new Option(
            '\0', "every", "DURATION", List.of(), "time between two looks while all is well, 2s to 1h; default 10s");
    static final Option HOLD = new Option(
            '\0',
            "hold",
            "DURATION",
            List.of(),
            "how long something has to be so before it is published, 1s to 1h; default 30s");
    static final Option LISTEN = new Option(
            '\0',
            "listen",
            "ADDRESS:PORT",
            List.of(),
            "where metrics are served (/metrics, /healthz); default 127.0.0.1:20258, off for nowhere");
    static final Option KUBECONFIG = new Option(
            '\0',
            "kubeconfig",
            "FILE",
            List.of(),
            "tell the cluster of this file, such as kubelet's own, what is seen");
    static final Option IN_CLUSTER = new Option(
            '\0', "in-cluster", "", List.of(), "tell the cluster of the pod that this runs in, by its service account");
    static final Option NODE = new Option(
            '\0',
            "node",
            "NAME",
            List.of(),
            "name of the node in the cluster; default NODE_NAME, then the host's name");

    static final Option REMOVE =
            new Option('\0', "remove", "", List.of(), "take the conditions off the node in the cluster, and end");
    static final Option HEALS = new Option(
            '\0',
            "heals",
            "",
            List.of(),
            "heal what an agent asks for over the socket of its policy (cures.socket), and do nothing else");
    static final Option ALL_NODES =
            new Option('\0', "all-nodes", "", List.of(), "with --remove: off every node of the cluster");

    private AgentOptions() {}

    /** What is given. */
    static Given of(Arguments arguments) throws Failure {
        var kubeconfig = arguments.value(KUBECONFIG);
        var node = arguments.value(NODE);
        boolean inCluster = arguments.has(IN_CLUSTER);
        if (kubeconfig.isPresent() && inCluster) {
            throw Failure.usage("--kubeconfig and --in-cluster name two clusters", "give one of the two");
        }
        if (node.isPresent() && !NodeRequests.isName(node.get())) {
            throw Failure.usage("--node " + node.get() + " is no name of a node", "kubectl get nodes shows it");
        }
        if (kubeconfig.isPresent() && !kubeconfig.get().startsWith("/")) {
            throw Failure.usage("--kubeconfig needs a whole path", "such as /etc/kubernetes/kubelet.conf");
        }
        boolean all = arguments.has(ALL_NODES);
        if (all && (node.isPresent() || !arguments.has(REMOVE))) {
            throw Failure.usage("--all-nodes goes with --remove, and without --node", "nodethaw agent --help");
        }
        return new Given(
                time(arguments, EVERY, Durations.EVERY),
                time(arguments, HOLD, Durations.HOLD),
                time(arguments, Table.LIMIT, Durations.LIMIT),
                listen(arguments),
                kubeconfig,
                inCluster ? Optional.of(true) : Optional.empty(),
                all ? Optional.of(Request.EACH_NODE) : node,
                Optional.empty());
    }

    private static Optional<Duration> time(Arguments arguments, Option option, Durations range) throws Failure {
        var text = arguments.value(option);
        return text.isEmpty() ? Optional.empty() : Optional.of(range.parse(text.get()));
    }

    private static Optional<Listen> listen(Arguments arguments) throws Failure {
        var text = arguments.value(LISTEN);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var listen = Listen.parse(text.get());
        if (listen.isEmpty()) {
            throw Failure.usage(
                    "--listen " + text.get() + " is no address with a port",
                    "write numbers, such as 127.0.0.1:20258 or [::1]:20258; off for nowhere");
        }
        return listen;
    }
}
