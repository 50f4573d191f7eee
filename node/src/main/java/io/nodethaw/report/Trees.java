package io.nodethaw.report;

import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Origin;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import java.util.List;
import java.util.Locale;

/** The parts that the trees of verdicts and wait chains share. */
final class Trees {
    /** Increased when a reader of the previous version could misread the tree. */
    static final int SCHEMA_VERSION = 1;

    private final VertexNames names;

    Trees(VertexNames names) {
        this.names = names;
    }

    /** The envelope that everything printed as JSON begins with. */
    static Tree.Fields envelope(String tool, String kind) {
        return new Tree.Fields()
                .put("schemaVersion", SCHEMA_VERSION)
                .put("tool", tool)
                .put("kind", kind);
    }

    /** A tree in a form for programs. */
    static String print(Tree tree, OutputFormat format) {
        return format == OutputFormat.YAML ? "---\n" + YamlText.of(tree) : JsonText.of(tree);
    }

    Tree.Fields vertex(Vertex vertex) {
        var tree = new Tree.Fields().put("type", type(vertex)).put("name", names.of(vertex));
        switch (vertex) {
            case Vertex.Process process -> process(tree, process);
            case Vertex.Goroutine goroutine -> process(tree, goroutine.whole()).put("goroutine", goroutine.id());
            case Vertex.Resource(var _, String id) -> tree.put("id", id);
            case Vertex.Ourselves _, Vertex.BusName _, Vertex.Remote _ -> {}
        }
        if (!names.hop(vertex).isEmpty()) {
            tree.put("hop", names.hop(vertex));
        }
        if (!names.detail(vertex).isEmpty()) {
            tree.put("detail", names.detail(vertex));
        }
        return tree;
    }

    /** Adds pid and start time; what a file did not tell is left out. */
    private static Tree.Fields process(Tree.Fields tree, Vertex.Process process) {
        if (process.pid() >= 0) {
            tree.put("pid", process.pid());
        }
        if (process.startTicks() >= 0) {
            tree.put("startTicks", process.startTicks());
        }
        return tree;
    }

    private static String type(Vertex vertex) {
        return switch (vertex) {
            case Vertex.Ourselves _ -> "nodethaw";
            case Vertex.Process _ -> "process";
            case Vertex.Goroutine _ -> "goroutine";
            case Vertex.BusName _ -> "bus-name";
            case Vertex.Resource(var kind, String _) ->
                kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
            case Vertex.Remote _ -> "remote";
        };
    }

    Tree.Fields edge(Edge edge) {
        var tree = new Tree.Fields()
                .put("from", vertex(edge.from()))
                .put("to", vertex(edge.to()))
                .put("strength", edge.strength().word())
                .put("kind", edge.kind().word());
        if (edge.task() > 0) {
            tree.put("task", edge.task());
        }
        tree.putKnown("fd", edge.fd()).putKnown("peerFd", edge.peerFd());
        if (edge.to() instanceof Vertex.Process(int pid, long _) && pid >= 0) {
            tree.put("peerPid", pid);
        }
        tree.put("text", edge.text());
        edge.atLeast().ifPresent(age -> tree.put("atLeastSeconds", new Tree.Plain(AgeWords.seconds(age))));
        return tree.put("proofs", keys(edge.readings()));
    }

    Tree.Fields victim(Victim victim) {
        var tree = new Tree.Fields().put("vertex", vertex(victim.vertex())).put("why", victim.why());
        victim.atLeast().ifPresent(age -> tree.put("atLeastSeconds", new Tree.Plain(AgeWords.seconds(age))));
        return tree.put("pastLimit", victim.pastLimit()).put("proofs", keys(victim.readings()));
    }

    Tree.Fields finding(Finding finding) {
        var tree = new Tree.Fields()
                .put("code", finding.code())
                .put("kind", Findings.kind(finding))
                .put("about", vertex(finding.about()));
        Findings.confidence(finding).ifPresent(sure -> tree.put("confidence", sure.word()));
        return tree.put("title", finding.title()).put("proofs", proofs(finding.proofs()));
    }

    Tree.Items proofs(List<Proof> proofs) {
        return new Tree.Items(proofs.stream()
                .map(proof -> new Tree.Fields().put("text", proof.text()).put("readings", keys(proof.readings())))
                .toList());
    }

    Tree.Items keys(List<Key> keys) {
        return new Tree.Items(keys.stream().map(this::key).toList());
    }

    /** A reading; with its place when it came from a file. Readings of a look have the time of the look. */
    private Tree.Fields key(Key key) {
        var tree = new Tree.Fields().put("fact", key.fact()).put("instance", key.instance());
        if (names.origin(key).orElse(null) instanceof Origin.InFile(var file, var line)) {
            tree.put("file", file).put("line", line);
        }
        return tree;
    }
}
