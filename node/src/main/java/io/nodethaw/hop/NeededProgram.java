package io.nodethaw.hop;

import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProgramFile;
import io.nodethaw.evidence.RuntimeSettings;
import io.nodethaw.evidence.SearchedProgram;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A program without which a containerd cannot start a container. It starts the shim, and the shim, which has the same environment,
 * starts runc.
 *
 * @param name of the program, or its path where the settings of the runtime name one
 * @param who says that it needs it: the reading of its settings
 */
public record NeededProgram(Vertex.Process containerd, Kind kind, String name, Key who) {
    /** Which of the two programs it is. */
    public enum Kind {
        SHIM("containerd-shim-runc-v2"),
        RUNC("runc");

        private final String usual;

        Kind(String usual) {
            this.usual = usual;
        }

        private String of(RuntimeSettings settings) {
            return this == SHIM ? settings.shim() : settings.program();
        }
    }

    /** Of the programs that are usual everywhere, and of those that settings name, where each may be. */
    static Set<Key> lightly(NodeView view, Kind kind) {
        var keys = new LinkedHashSet<Key>();
        for (var containerd : containerds(view)) {
            keys.add(light(containerd, kind.usual));
        }
        all(view, kind).forEach(program -> keys.add(light(program.containerd(), program.name())));
        return keys;
    }

    /** True when a program that is usual is in none of the usual folders: then it matters who needs it. */
    static boolean isSuspected(NodeView view, Kind kind) {
        return lightly(view, kind).stream()
                .anyMatch(key -> view.evidence()
                        .seen(ProgramFile.TYPE, key.instance())
                        .filter(file -> !file.isThere())
                        .isPresent());
    }

    /** True when either of the two programs is in none of the usual folders. */
    public static boolean isSuspected(NodeView view) {
        return isSuspected(view, Kind.SHIM) || isSuspected(view, Kind.RUNC);
    }

    /** The searches that tell where those programs are that were not found in the usual folders. */
    static Set<Key> closely(NodeView view, Kind kind) {
        var keys = new LinkedHashSet<Key>();
        for (var program : all(view, kind)) {
            var instance = program.instance();
            if (view.evidence()
                    .seen(ProgramFile.TYPE, instance)
                    .filter(file -> !file.isThere())
                    .isPresent()) {
                keys.add(SearchedProgram.TYPE.key(instance));
            }
        }
        return keys;
    }

    /** What its search has found; empty as long as there was none. */
    Optional<ProgramFile> searched(NodeView view) {
        return view.evidence().seen(SearchedProgram.TYPE, instance()).map(SearchedProgram::file);
    }

    Key search() {
        return SearchedProgram.TYPE.key(instance());
    }

    private String instance() {
        return ProgramFile.instance(containerd.pid(), name);
    }

    private static Key light(Vertex.Process containerd, String name) {
        return ProgramFile.TYPE.key(ProgramFile.instance(containerd.pid(), name));
    }

    /** The programs that somebody is known to need. */
    static List<NeededProgram> all(NodeView view, Kind kind) {
        var all = new ArrayList<NeededProgram>();
        for (var path : Addresses.CONTAINERD) {
            Addresses.acceptor(view, path).ifPresent(containerd -> add(view, path, containerd, kind, all));
        }
        containerdOfDocker(view)
                .ifPresent(containerd -> Addresses.DOCKER.forEach(path -> add(view, path, containerd, kind, all)));
        return all;
    }

    private static void add(
            NodeView view, String path, Vertex.Process containerd, Kind kind, List<NeededProgram> into) {
        view.evidence()
                .seen(RuntimeSettings.TYPE, path)
                .map(kind::of)
                .filter(name -> !name.isEmpty())
                .ifPresent(name -> into.add(new NeededProgram(containerd, kind, name, RuntimeSettings.TYPE.key(path))));
    }

    /** dockerd starts a containerd of its own where it is not given one (libcontainerd/supervisor). */
    private static Optional<Vertex.Process> containerdOfDocker(NodeView view) {
        return Addresses.acceptor(view, Addresses.OWN_CONTAINERD)
                .or(() -> Addresses.acceptor(view, Addresses.CONTAINERD.getFirst()));
    }

    private static List<Vertex.Process> containerds(NodeView view) {
        return Addresses.CONTAINERD.stream()
                .flatMap(path -> Addresses.acceptor(view, path).stream())
                .distinct()
                .toList();
    }
}
