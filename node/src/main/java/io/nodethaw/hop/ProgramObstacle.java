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
import java.util.stream.Collectors;

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

    /** It is there, and the kernel refuses to start it: code "HOP.not-executable". */
    public static ProgramObstacle notExecutable(String hop, NeededProgram.Kind kind, String called) {
        return new ProgramObstacle(
                kind,
                true,
                new Explanation(
                        hop + ".not-executable",
                        "The file of " + called
                                + " is where containerd looks for it, and cannot be executed: it has no such permission, "
                                + "lies on a file system mounted noexec, is empty, is neither an ELF nor a script, is an ELF for another "
                                + "machine, or names an interpreter that is not there. Every start of a container fails at once; "
                                + "containers that run go on.",
                        List.of(
                                "ls -l of its path shows permission and size.",
                                "findmnt -T of its path shows the options of its mount.",
                                "file -L of its path shows its format, its machine and its interpreter; uname -m the machine of this node."),
                        "Give it back its permission (chmod 755), mount its file system without noexec, install its package again for "
                                + "this machine, or install the interpreter.",
                        List.of("man 2 access, X_OK", "man 2 execve, ENOEXEC and ENOENT", "Go: os/exec, LookPath")));
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return switch (depth) {
            case LIGHT -> isThere ? Set.of() : NeededProgram.lightly(view, kind);
            case CLOSE -> NeededProgram.closely(view, kind);
            case WORK, COSTLY -> Set.of();
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
                        isThere ? file.taken().map(ProgramObstacle::what).orElse("") : nowhere(view, program),
                        Certainty.CERTAIN,
                        Confidence.PROVEN,
                        List.of(Proof.of(proof(view, program, file), program.search(), program.who()))));
    }

    private static String what(ProgramFile.Found file) {
        return file.path()
                + switch (file.kind()) {
                    case EMPTY -> " is empty";
                    case NO_FILE -> " is no program";
                    case NO_FORMAT -> " is neither ELF nor script";
                    case OTHER_MACHINE -> " is an ELF for another machine";
                    case NO_INTERPRETER ->
                        " needs the missing " + file.interpreter().orElse("interpreter");
                    case ON_NOEXEC_MOUNT -> " is on a noexec mount";
                    case NOT_EXECUTABLE, EXECUTABLE -> " is not executable";
                };
    }

    private static String nowhere(NodeView view, NeededProgram program) {
        return program.name().startsWith("/")
                ? "missing"
                : "missing from the PATH of " + view.name(program.containerd().pid());
    }

    private static String proof(NodeView view, NeededProgram program, ProgramFile file) {
        return view.name(program.containerd().pid()) + " starts " + program.name() + "; "
                + (file.found().isEmpty() ? "there is no file at " + where(program, file) : reasons(file));
    }

    private static String where(NeededProgram program, ProgramFile file) {
        return file.folders().isEmpty() ? program.name() : String.join(":", file.folders());
    }

    /** Where one is taken, what is in later folders does not matter. */
    private static String reasons(ProgramFile file) {
        return file.taken()
                .filter(taken -> taken.kind().isTaken())
                .map(ProgramObstacle::what)
                .orElseGet(() -> file.found().stream()
                        .map(ProgramObstacle::what)
                        .distinct()
                        .collect(Collectors.joining(", ")));
    }

    @Override
    public Optional<Step> step(NodeView view, Met met) {
        return isThere ? mend(view, met) : Optional.of(search(met));
    }

    private Optional<Step> mend(NodeView view, Met met) {
        return NeededProgram.all(view, kind).stream()
                .filter(program -> program.name().equals(met.at().id()))
                .flatMap(program -> program.searched(view).stream())
                .flatMap(file -> file.taken().stream())
                .flatMap(file -> mend(file).stream())
                .findFirst();
    }

    private static Optional<Step> mend(ProgramFile.Found file) {
        var path = Shell.word(file.path());
        return switch (file.kind()) {
            case NOT_EXECUTABLE -> Optional.of(new Step("chmod 755 " + path, "lets it be executed"));
            case ON_NOEXEC_MOUNT ->
                Optional.of(
                        new Step(
                                "mount -o remount,exec \"$(findmnt -n -o TARGET -T " + path + ")\"",
                                "lets programs of that mount be executed until the next boot; then take noexec out of /etc/fstab"));
            case EMPTY, NO_FORMAT -> Optional.of(owner(path, "shows its package; install that again"));
            case OTHER_MACHINE ->
                Optional.of(owner(path, "shows its package; install that for the machine that uname -m shows"));
            case NO_INTERPRETER ->
                file.interpreter()
                        .map(Shell::word)
                        .map(missing -> owner(
                                missing,
                                "shows the package to install again; if there is none, install a " + file.path()
                                        + " that does not need it"));
            case NO_FILE, EXECUTABLE -> Optional.empty();
        };
    }

    /** Both also know files of theirs that are gone. */
    private static Step owner(String path, String what) {
        return new Step("dpkg -S " + path + " || rpm -q --whatprovides " + path, what);
    }

    private static Step search(Met met) {
        var name = met.at().id().substring(met.at().id().lastIndexOf('/') + 1);
        return new Step(
                "find /usr /opt -xdev -type f -name " + Shell.word(name) + "'*'",
                "shows whether it lies elsewhere or under another name; else install it again");
    }
}
