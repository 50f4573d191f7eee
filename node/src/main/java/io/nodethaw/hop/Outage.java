package io.nodethaw.hop;

import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What does not work on a node, in phrases that the verdict bears out, and what still does. */
record Outage(NodeView view, Verdict verdict, List<Hop> hops) {

    /**
     * What does not work, the top of the chain first.
     *
     * @param hanging the starts and stops that hang, in words; empty for none
     */
    List<String> fails(String hanging) {
        var phrases = new LinkedHashSet<String>();
        if (!hanging.isEmpty()) {
            phrases.add(hanging);
        }
        if (!failingStarts().isEmpty()) {
            phrases.add("every start of " + startsOf() + " fails");
        }
        losses().forEach((what, who) -> phrases.add(what + " " + RoleNames.together(who, verdict.roles())));
        verdict.roots().stream()
                .filter(this::isPartly)
                .forEach(root ->
                        phrases.add("some requests to " + name(root.vertex().whole()) + " hang"));
        if (phrases.isEmpty()) {
            late().ifPresent(phrases::add);
        }
        return List.copyOf(phrases);
    }

    /** What starts of containers need and do not get. */
    private Set<Vertex> failingStarts() {
        return verdict.waits().stream()
                .filter(edge -> edge.kind() == Wait.START)
                .map(Edge::to)
                .collect(Collectors.toSet());
    }

    /** What cannot be started: not everything needs a network, or kubelet. */
    private String startsOf() {
        var needed = failingStarts().stream()
                .map(vertex -> vertex instanceof Vertex.Resource(var kind, String _) ? kind : Vertex.ResourceKind.UNIT)
                .collect(Collectors.toSet());
        return needed.equals(Set.of(Vertex.ResourceKind.CONFIGURATION))
                ? "a pod with a network of its own"
                : needed.equals(Set.of(Vertex.ResourceKind.SOCKET)) ? "a pod" : "a container";
    }

    /** Who serves nobody, by what is lost with them. */
    private Map<String, List<Role>> losses() {
        var losses = new LinkedHashMap<String, List<Role>>();
        for (var hop : hops) {
            var out = out(hop);
            var loss = loss(hop);
            if (!out.isEmpty() && !loss.isEmpty()) {
                losses.computeIfAbsent(loss, _ -> new ArrayList<>()).addAll(out);
            }
        }
        return losses;
    }

    private String loss(Hop hop) {
        return switch (verdict.state()) {
            case STALLED, FAILING -> hop.loss();
            case SLOW -> "late answers of";
            case UNCLEAR -> "no answer of";
            case HEALTHY -> "";
        };
    }

    /** Somebody who waits longer than its limit, where nothing else can be said. */
    private Optional<String> late() {
        return verdict.roots().stream()
                .flatMap(root -> root.victims().stream())
                .filter(victim -> victim.pastLimit() && victim.vertex().whole() instanceof Vertex.Process)
                .findFirst()
                .map(victim -> name(victim.vertex()) + " hangs: " + victim.why());
    }

    private String name(Vertex vertex) {
        return verdict.roles().stream()
                .filter(role -> role.vertex().equals(vertex))
                .findFirst()
                .map(Role::label)
                .orElseGet(() -> vertex.whole() instanceof Vertex.Process(int pid, long _) ? view.name(pid) : "");
    }

    /** The members of a hop that serve nobody: silent, or the root. */
    private List<Role> out(Hop hop) {
        var roots = rootsThatServeNobody();
        roots.removeAll(failingStarts());
        var inChain = verdict.waits().stream().map(Edge::to).collect(Collectors.toSet());
        var out = new ArrayList<Role>();
        for (var role : verdict.roles()) {
            if (role.hop().equals(hop.name())
                    && (role.standing() == Role.Standing.SILENT && inChain.contains(role.vertex())
                            || roots.contains(role.vertex()))) {
                out.add(role);
            }
        }
        return out;
    }

    private Set<Vertex> rootsThatServeNobody() {
        var vertices = new LinkedHashSet<Vertex>();
        for (var root : verdict.roots()) {
            boolean slow = root.finding().filter(Finding.Slow.class::isInstance).isPresent();
            if (root.cycle().isEmpty()
                    && !(root.vertex() instanceof Vertex.Goroutine)
                    && !isOnlyNamed(root.vertex())
                    && !isCredential(root)
                    && !slow) {
                vertices.add(root.vertex());
            }
        }
        return vertices;
    }

    /** True for a party of the chain that files only tell of in words: that something waits for it is all that is known. */
    private boolean isOnlyNamed(Vertex vertex) {
        return vertex instanceof Vertex.Remote && view.evidence().isFromFiles();
    }

    /** True for what a daemon needs itself: nobody is served by it. */
    private static boolean isCredential(Root root) {
        return root.vertex() instanceof Vertex.Resource(var kind, String _)
                && kind == Vertex.ResourceKind.CONFIGURATION
                && root.finding()
                        .map(Finding::code)
                        .filter(code -> code.startsWith("kubelet."))
                        .isPresent();
    }

    /** True for a root inside a process that may still serve others. */
    private boolean isPartly(Root root) {
        return root.vertex() instanceof Vertex.Goroutine && verdict.state().isSick();
    }

    /** What still works. */
    List<String> goesOn() {
        long running = new HealingParts(hops)
                .firstProcesses(view)
                .filter(process ->
                        "TtD".indexOf(process.state()) < 0 && !process.comm().equals(SANDBOX))
                .count();
        return running == 0
                ? List.of()
                : List.of(running + (running == 1 ? " container still runs" : " containers still run"));
    }

    /** What a pod's sandbox executes (build/pause of Kubernetes); nobody thinks of it as a container. */
    private static final String SANDBOX = "pause";
}
