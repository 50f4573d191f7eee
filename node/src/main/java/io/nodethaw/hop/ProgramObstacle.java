package io.nodethaw.hop;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Shell;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProgramFile;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A program that every start needs is not there, or cannot be started.
 *
 * @param isThere true for one that is there and cannot be started
 */
public record ProgramObstacle(NeededProgram.Kind kind, boolean isThere, Explanation explanation) implements Obstacle {

    /** It is in no folder in which it is looked for: code "HOP.missing". */
    public static ProgramObstacle missing(String hop, NeededProgram.Kind kind, String called) {
        return new ProgramObstacle(
                kind,
                false,
                new Explanation(
                        hop + ".missing",
                        "There is no " + called
                                + " where containerd looks for it, in the folders of its own PATH or at the path "
                                + "that its configuration names. Every start of a container fails at once; containers that run go on.",
                        List.of(
                                "tr '\\0' '\\n' </proc/$(pidof containerd)/environ | grep ^PATH= shows where it looks.",
                                "containerd config dump | grep -i -e binary -e runtime shows whether a path is configured.",
                                "journalctl -u containerd -u docker -n 50 shows the starts that failed."),
                        "Install it again (package runc, containerd.io or containerd), or name its path in the configuration and restart "
                                + "the runtime; containers keep running meanwhile.",
                        List.of(
                                "containerd: runtime/v2/shim_manager.go, resolveRuntimePath",
                                "Go: os/exec, LookPath")));
    }

    /** It is there, and may not be executed, or is empty: code "HOP.not-executable". */
    public static ProgramObstacle notExecutable(String hop, NeededProgram.Kind kind, String called) {
        return new ProgramObstacle(
                kind,
                true,
                new Explanation(
                        hop + ".not-executable",
                        "The file of " + called
                                + " is where containerd looks for it, and cannot be executed: it has no such permission, "
                                + "lies on a file system mounted noexec, or is empty. Every start of a container fails at once; "
                                + "containers that run go on.",
                        List.of(
                                "ls -l of its path shows permission and size.",
                                "findmnt -T of its path shows the options of its mount."),
                        "Give it back its permission (chmod 755), mount its file system without noexec, or install it again.",
                        List.of("man 2 access, X_OK", "Go: os/exec, LookPath")));
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return switch (depth) {
            case LIGHT -> isThere ? Set.of() : NeededProgram.lightly(view, kind);
            case CLOSE -> NeededProgram.closely(view, kind);
            case COSTLY -> Set.of();
        };
    }

    @Override
    public List<Met> met(NodeView view) {
        var met = new LinkedHashMap<Vertex.Resource, Met>(); // several may need the same one
        for (var program : NeededProgram.all(view, kind)) {
            met(view, program).ifPresent(one -> met.putIfAbsent(one.at(), one));
        }
        return met.isEmpty() && !isThere && NeededProgram.isSuspected(view, kind)
                ? List.of(suspected())
                : List.copyOf(met.values());
    }

    private Met suspected() {
        return new Met(
                new Vertex.Resource(Vertex.ResourceKind.PROGRAM, kind.name()),
                "",
                "",
                Certainty.SUSPECTED,
                Confidence.UNKNOWN,
                List.of());
    }

    private Optional<Met> met(NodeView view, NeededProgram program) {
        return program.searched(view)
                .filter(file -> !file.isThere() && file.found().isEmpty() != isThere)
                .map(file -> new Met(
                        new Vertex.Resource(Vertex.ResourceKind.PROGRAM, program.name()),
                        program.name(),
                        isThere ? what(file.found().getFirst()) : nowhere(view, program),
                        Certainty.CERTAIN,
                        Confidence.PROVEN,
                        List.of(Proof.of(proof(view, program, file), program.search(), program.who()))));
    }

    private static String what(ProgramFile.Found file) {
        return switch (file.kind()) {
            case EMPTY -> file.path() + " is empty";
            case NO_FILE -> file.path() + " is no program";
            case NOT_EXECUTABLE, EXECUTABLE -> file.path() + " is not executable";
        };
    }

    private static String nowhere(NodeView view, NeededProgram program) {
        return program.name().startsWith("/")
                ? "missing"
                : "missing from the PATH of " + view.name(program.containerd().pid());
    }

    private static String proof(NodeView view, NeededProgram program, ProgramFile file) {
        var where = file.folders().isEmpty() ? program.name() : String.join(":", file.folders());
        var what = file.found().isEmpty() ? "no file" : "no executable file";
        return view.name(program.containerd().pid()) + " starts " + program.name() + "; there is " + what + " at "
                + where;
    }

    @Override
    public Optional<Step> step(NodeView view, Met met) {
        return isThere ? permission(view, met) : Optional.of(search(met));
    }

    private Optional<Step> permission(NodeView view, Met met) {
        return NeededProgram.all(view, kind).stream()
                .filter(program -> program.name().equals(met.at().id()))
                .flatMap(program -> program.searched(view).stream())
                .flatMap(file -> file.found().stream().limit(1))
                .filter(file -> file.kind() == ProgramFile.Kind.NOT_EXECUTABLE)
                .map(file -> new Step(
                        "chmod 755 " + Shell.word(file.path()),
                        "lets it be executed; if it may be already, its file system is mounted noexec"))
                .findFirst();
    }

    private static Step search(Met met) {
        var name = met.at().id().substring(met.at().id().lastIndexOf('/') + 1);
        return new Step(
                "find /usr /opt -xdev -type f -name " + Shell.word(name) + "'*'",
                "shows whether it lies elsewhere or under another name; else install it again");
    }
}
