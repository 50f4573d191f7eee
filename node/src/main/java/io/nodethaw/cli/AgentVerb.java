package io.nodethaw.cli;

import io.nodethaw.agent.Settings;
import io.nodethaw.agent.config.Problem;
import io.nodethaw.agent.config.SettingsSource;
import io.nodethaw.agent.config.Told;
import io.nodethaw.agent.cure.Policy;
import io.nodethaw.report.ErrorReport;
import io.nodethaw.report.SettingsReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Stays, and tells when the node stalls. */
final class AgentVerb implements Verb {
    private static final Option CHECK = new Option(
            '\0', "check-config", "", List.of(), "tell the settings that count, or all that is wrong, and end");
    private static final int NOT_DONE = 2;

    private static final Synopsis SYNOPSIS = new Synopsis(
            "agent",
            "[FILE]",
            Synopsis.Operands.FILES,
            0,
            1,
            List.of(),
            List.of("text", "json", "yaml"),
            "stays, and tells when this node stalls or fails",
            List.of(
                    "Looks again and again, and publishes what two looks agree on: the conditions NodeStalled and"
                            + " NodeFailing.",
                    "One becomes true after it held for --hold, and false when looks confirm that the node is well, or"
                            + " slow.",
                    "Where looks cannot tell it is unknown. Each change is a line on stderr. Ends with SIGTERM.",
                    "Serves metrics for Prometheus on loopback. No label names a pod, a container or a process.",
                    "With --kubeconfig or --in-cluster the conditions are those of the Node, and each change is an"
                            + " event of it, and of",
                    "the pods that are hit.",
                    "FILE has settings in YAML, by default /etc/nodethaw/agent.yaml where that is there; options count"
                            + " more. SIGHUP has",
                    "it read anew: where anything is wrong with it, the settings from before go on.",
                    "Changes nothing, unless that file has a policy that names what may be cured (docs/agent.md).",
                    "Exit codes of --check-config: 0 they can be used, 2 they cannot. --output is for that alone."),
            List.of(
                    "nodethaw agent",
                    "nodethaw agent --every 30s --hold 1m",
                    "nodethaw agent --listen 10.0.0.7:20258",
                    "nodethaw agent --kubeconfig /etc/kubernetes/kubelet.conf",
                    "nodethaw agent --check-config /etc/nodethaw/agent.yaml"),
            List.of(
                    AgentOptions.EVERY,
                    AgentOptions.HOLD,
                    AgentOptions.LISTEN,
                    AgentOptions.KUBECONFIG,
                    AgentOptions.IN_CLUSTER,
                    AgentOptions.NODE,
                    CHECK,
                    AgentOptions.REMOVE,
                    AgentOptions.ALL_NODES,
                    AgentOptions.HEALS,
                    Table.LIMIT));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Invocation given) throws Failure, InterruptedException {
        var arguments = given.arguments();
        boolean checks = arguments.has(CHECK);
        if (arguments.value(Table.OUTPUT).isPresent() && !checks) {
            throw Failure.usage("--output is for --check-config", "the agent tells what it sees on stderr");
        }
        var operands = arguments.operands();
        var file = operands.isEmpty() ? given.tools().agentFile() : Path.of(operands.getFirst());
        var source = new SettingsSource(
                file,
                !operands.isEmpty(),
                AgentOptions.of(arguments),
                () -> given.tools().cures().codes());
        return switch (source.read()) {
            case SettingsSource.Read.Bad(var problems) -> refuse(given, file, problems, checks);
            case SettingsSource.Read.Good(var settings) -> {
                if (checks) {
                    var report = new SettingsReport(
                            file.toString(),
                            List.of(),
                            Told.rows(settings),
                            given.output().tool());
                    given.output().print(report.print(given.output().format()));
                    yield 0;
                }
                if (arguments.has(AgentOptions.HEALS)) {
                    yield heals(given, settings.cures(), file);
                }
                yield arguments.has(AgentOptions.REMOVE)
                        ? remove(given, settings)
                        : given.tools().agent(settings, source);
            }
        };
    }

    private static int refuse(Invocation given, Path file, List<Problem> problems, boolean checks) {
        var output = given.output();
        for (var problem : problems) {
            var where = file + (problem.line() > 0 ? ":" + problem.line() : "");
            output.complain(new ErrorReport(NOT_DONE, problem.what(), where, ""));
        }
        if (checks && output.format().isTree()) {
            var wrong = problems.stream()
                    .map(problem -> new SettingsReport.Wrong(problem.line(), problem.what()))
                    .toList();
            output.print(new SettingsReport(file.toString(), wrong, List.of(), output.tool()).print(output.format()));
        }
        return NOT_DONE;
    }

    private static int heals(Invocation given, Policy policy, Path file) throws Failure, InterruptedException {
        var socket = policy.socket()
                .orElseThrow(() -> Failure.usage(
                        "--heals needs the socket over which it is asked", "name it as cures.socket in " + file));
        try {
            return given.tools().heals(policy, socket);
        } catch (IOException e) {
            given.output()
                    .complain(new ErrorReport(
                            NOT_DONE, "nobody can listen there: " + e.getMessage(), socket.toString(), ""));
            return NOT_DONE;
        }
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
}
