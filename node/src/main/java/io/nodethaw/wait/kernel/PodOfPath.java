package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.PodFolder;
import io.nodethaw.wait.NodeView;
import java.util.Map;
import java.util.Optional;

/** The pod that a wait for a file is about, by the folder that it lies in, and by what the goroutine that names it was given. */
final class PodOfPath {
    /** What is done with a file is no method of a runtime. */
    private static final String NO_METHOD = "";

    private PodOfPath() {}

    static Map<String, String> of(NodeView view, int pid, Optional<String> path) {
        return path.flatMap(file ->
                        PodFolder.pod(file).map(pod -> name(view, pid, file).orElse(pod)))
                .map(pod -> Map.of(pod, NO_METHOD))
                .orElse(Map.of());
    }

    private static Optional<String> name(NodeView view, int pid, String path) {
        return view.evidence().seen(Goroutines.TYPE, pid).stream()
                .flatMap(read -> read.goroutines().stream())
                .filter(goroutine -> names(goroutine, path))
                .flatMap(goroutine -> goroutine.pod().stream())
                .findFirst();
    }

    private static boolean names(Goroutine goroutine, String path) {
        return goroutine.frames().stream().anyMatch(frame -> frame.strings().contains(path));
    }
}
