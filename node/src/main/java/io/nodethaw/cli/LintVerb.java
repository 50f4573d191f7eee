package io.nodethaw.cli;

import io.nodethaw.bugs.Catalogue;
import io.nodethaw.bugs.Inventory;
import io.nodethaw.format.FileFormatException;
import io.nodethaw.format.packages.PackageList;
import io.nodethaw.report.LintReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Which known bugs do the versions on a node carry? */
final class LintVerb implements Verb {
    private static final String SETTLED = "settled";

    private static final Option FAIL_ON = new Option(
            '\0',
            "fail-on",
            "WHAT",
            List.of(SETTLED, "any"),
            "exit with 1 where a version has a settled bug for certain, or any that is listed");

    private static final int FAILED = 1;

    /** On a busy machine the reader child takes seconds to start, and nobody is in a hurry. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Synopsis SYNOPSIS = new Synopsis(
            "lint",
            "[FILE...]",
            Synopsis.Operands.FILES,
            0,
            Integer.MAX_VALUE,
            List.of(),
            List.of("text", "json", "yaml"),
            "known bugs in the versions of this node, or of a list; - reads stdin",
            List.of(
                    "It asks daemons, runc, kubelet, and dpkg or rpm for their versions, and starts nothing else.",
                    "FILE is a list of packages (dpkg -l, dpkg-query -W, rpm -qa, or lines of a name and a version), or "
                            + "nodes (kubectl get nodes -o json).",
                    "Settled is a bug whose cause is known; suspected, where people only saw it on these versions.",
                    "A bug in a version says nothing about what the node does now: that is what diagnose is for.",
                    "Exit codes: 0 done, 2 no version could be told, 1 only with --fail-on."),
            List.of(
                    "nodethaw lint",
                    "ssh node rpm -qa | nodethaw lint -",
                    "nodethaw lint --fail-on settled nodes.json"),
            List.of(FAIL_ON, Table.LIMIT));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public int run(Invocation given) throws Failure {
        var arguments = given.arguments();
        var catalogue = Catalogue.read();
        var nodes = arguments.operands().isEmpty()
                ? List.of(ask(given, catalogue))
                : read(arguments.operands(), given.stdin(), catalogue);
        if (nodes.stream().allMatch(node -> node.installed().isEmpty())) {
            throw Failure.noAnswer(
                    "no version of a part that has known bugs is told",
                    "",
                    "bugs are known of " + String.join(", ", nodes.getFirst().unknown()));
        }
        var output = given.output();
        output.print(new LintReport(nodes, output.tool()).print(output.format(), output.fitted()));
        return arguments
                .value(FAIL_ON)
                .filter(what -> fails(nodes, what))
                .map(_ -> FAILED)
                .orElse(0);
    }

    private static boolean fails(List<Inventory> nodes, String what) {
        return nodes.stream()
                .flatMap(node -> node.installed().stream())
                .flatMap(installed -> Inventory.carried(installed).stream())
                .anyMatch(carried -> !what.equals(SETTLED) || carried.isCertain());
    }

    private static Inventory ask(Invocation given, Catalogue catalogue) throws Failure {
        var limit = given.arguments().limit();
        given.output().progress("asking for versions, " + limit.toMillis() + " ms a question ...");
        var patience = given.arguments().value(Table.LIMIT).isPresent() ? limit : PATIENCE;
        var source = given.tools().versions();
        var evidence = source.ask(limit, patience);
        return Inventory.of("", source.installed(evidence, catalogue), catalogue, source.missing(evidence));
    }

    private static List<Inventory> read(List<String> files, InputStream stdin, Catalogue catalogue) throws Failure {
        var nodes = new ArrayList<Inventory>();
        for (var file : files) {
            for (var list : list(file, stdin)) {
                var node = list.node().isEmpty() && files.size() > 1 ? file : list.node();
                var installed = list.packages().stream()
                        .flatMap(
                                entry -> catalogue
                                        .of(entry.name())
                                        .flatMap(component -> component.holds(entry.name(), entry.version()))
                                        .stream())
                        .distinct()
                        .toList();
                nodes.add(Inventory.of(node, installed, catalogue, List.of()));
            }
        }
        return nodes;
    }

    private static List<PackageList> list(String file, InputStream stdin) throws Failure {
        var shown = file.equals("-") ? "stdin" : file;
        if (file.isEmpty() || InputFile.isFolder(file)) {
            throw Failure.noAnswer("no list of packages", shown, "name a file, or - for stdin");
        }
        InputFile.refuseSpecial(file);
        try (var in = InputFile.open(file, stdin)) {
            return PackageList.read(in);
        } catch (FileFormatException e) {
            throw Failure.noAnswer(String.valueOf(e.getMessage()), shown, e.next());
        } catch (IOException | InvalidPathException e) {
            throw Failure.noAnswer(
                    "cannot be read: " + InputFile.reason(e), shown, "check the name and its permissions");
        }
    }
}
