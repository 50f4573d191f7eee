package io.nodethaw.cli;

import io.nodethaw.agent.Settings;
import io.nodethaw.agent.cluster.NodeRequests;
import io.nodethaw.agent.cluster.Request;
import io.nodethaw.report.ErrorReport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** Stays, and tells when the node stalls. */
final class AgentVerb implements Verb {
    private static final Option EVERY = new Option(
            '\0', "every", "DURATION", List.of(), "time between two looks while all is well, 2s to 1h; default 10s");
    private static final Option HOLD = new Option(
            '\0',
            "hold",
            "DURATION",
            List.of(),
            "how long something has to be so before it is published, 1s to 1h; default 30s");

    private static final Option LISTEN = new Option(
            '\0',
            "listen",
            "ADDRESS:PORT",
            List.of(),
            "where metrics are served (/metrics, /healthz); default 127.0.0.1:20258, off for nowhere");

    private static final Option KUBECONFIG = new Option(
            '\0',
            "kubeconfig",
            "FILE",
            List.of(),
            "tell the cluster of this file, such as kubelet's own, what is seen");
    private static final Option IN_CLUSTER = new Option(
            '\0', "in-cluster", "", List.of(), "tell the cluster of the pod that this runs in, by its service account");
    private static final Option NODE = new Option(
            '\0',
            "node",
            "NAME",
            List.of(),
            "name of the node in the cluster; default NODE_NAME, then the host's name");
    private static final Option REMOVE =
            new Option('\0', "remove", "", List.of(), "take the conditions off the node in the cluster, and end");

    private static final Option ALL_NODES =
            new Option('\0', "all-nodes", "", List.of(), "with --remove: off every node of the cluster");

    private static final int NOT_DONE = 2;

    private static final String LOOPBACK = "127.0.0.1:20258";

    private static final Synopsis SYNOPSIS = new Synopsis(
            "agent",
            "",
            Synopsis.Operands.NONE,
            0,
            0,
            List.of(),
            List.of(),
            "stays, and tells when this node stalls or fails",
            List.of(
                    "Looks again and again, and publishes what two looks agree on: the conditions NodeStalled and NodeFailing.",
                    "One becomes true after it held for --hold, and false when looks confirm that the node is well, or slow.",
                    "Where looks cannot tell it is unknown. Each change is a line on stderr. Changes nothing; ends with SIGTERM.",
                    "Serves metrics for Prometheus on loopback. No label names a pod, a container or a process.",
                    "With --kubeconfig or --in-cluster the conditions are those of the Node, and each change is an event of it, and of",
                    "the pods that are hit."),
            List.of(
                    "nodethaw agent",
                    "nodethaw agent --every 30s --hold 1m",
                    "nodethaw agent --listen 10.0.0.7:20258",
                    "nodethaw agent --kubeconfig /etc/kubernetes/kubelet.conf"),
            List.of(EVERY, HOLD, LISTEN, KUBECONFIG, IN_CLUSTER, NODE, REMOVE, ALL_NODES, Table.LIMIT));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Invocation given) throws Failure, InterruptedException {
        var arguments = given.arguments();
        var every = arguments.value(EVERY);
        var hold = arguments.value(HOLD);
        var settings = new Settings(
                every.isEmpty() ? Settings.USUAL.every() : Durations.EVERY.parse(every.get()),
                hold.isEmpty() ? Settings.USUAL.hold() : Durations.HOLD.parse(hold.get()),
                arguments.limit(),
                listen(arguments.value(LISTEN).orElse(LOOPBACK)),
                cluster(arguments));
        return arguments.has(REMOVE) ? remove(given, settings) : given.tools().agent(settings);
    }

    private static int remove(Invocation given, Settings settings) throws Failure {
        var reply = given.tools()
                .leaveCluster(settings)
                .orElseThrow(() -> Failure.usage(
                        "--remove needs a cluster", "name it with --kubeconfig FILE, or --in-cluster in a pod"));
        if (!reply.isDone()) {
            given.output()
                    .complain(new ErrorReport(
                            NOT_DONE,
                            "the conditions were not taken off the node: " + reply.status() + " " + reply.why(),
                            "",
                            "kubectl edit node --subresource=status does it as well"));
            return NOT_DONE;
        }
        given.output().print("the conditions of the agent are off the node\n");
        return 0;
    }

    private static Optional<Settings.Membership> cluster(Arguments arguments) throws Failure {
        var kubeconfig = arguments.value(KUBECONFIG);
        var node = arguments.value(NODE);
        if (kubeconfig.isPresent() && arguments.has(IN_CLUSTER)) {
            throw Failure.usage("--kubeconfig and --in-cluster name two clusters", "give one of the two");
        }
        if (node.isPresent() && !NodeRequests.isName(node.get())) {
            throw Failure.usage("--node " + node.get() + " is no name of a node", "kubectl get nodes shows it");
        }
        if (arguments.has(ALL_NODES) && (node.isPresent() || !arguments.has(REMOVE))) {
            throw Failure.usage("--all-nodes goes with --remove, and without --node", "nodethaw agent --help");
        }
        if (kubeconfig.isEmpty() && !arguments.has(IN_CLUSTER)) {
            return Optional.empty();
        }
        if (kubeconfig.isPresent() && !kubeconfig.get().startsWith("/")) {
            throw Failure.usage("--kubeconfig needs a whole path", "such as /etc/kubernetes/kubelet.conf");
        }
        return Optional.of(
                new Settings.Membership(kubeconfig, arguments.has(ALL_NODES) ? Optional.of(Request.EACH_NODE) : node));
    }

    /** An address by its numbers: a look-up of names would ask whoever may hang. */
    private static Optional<InetSocketAddress> listen(String text) throws Failure {
        if (text.equals("off")) {
            return Optional.empty();
        }
        int colon = text.lastIndexOf(':');
        try {
            var address = text.substring(0, Math.max(colon, 0));
            boolean bare = !address.startsWith("[");
            var inside = bare ? address : address.substring(1, address.length() - 1);
            int port = Integer.parseInt(text.substring(colon + 1));
            if (port > 0 && (!bare || inside.indexOf(':') < 0) && (bare || address.endsWith("]"))) {
                return Optional.of(new InetSocketAddress(InetAddress.ofLiteral(inside), port));
            }
        } catch (IllegalArgumentException e) { // no number, or no address
            throw wrong(text);
        }
        throw wrong(text);
    }

    private static Failure wrong(String text) {
        return Failure.usage(
                "--listen " + text + " is no address with a port",
                "write numbers, such as 127.0.0.1:20258 or [::1]:20258; off for nowhere");
    }
}
