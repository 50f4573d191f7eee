package io.nodethaw.format.goroutines;

import io.nodethaw.evidence.Goroutine;
import java.util.List;
import java.util.Optional;

/**
 * Finds the program that a dump comes from. The go command names a program after the folder of the file with main.main ("go
 * help build"): cmd/dockerd/docker.go, cmd/containerd-shim-runc-v2/main.go, k8s.io/kubernetes/cmd/kubelet/kubelet.go.
 */
final class Programs {
    private Programs() {}

    /** Its name; empty when main.main is not among the frames, or its file has no folder. */
    static Optional<String> of(List<Goroutine> goroutines) {
        return goroutines.stream()
                .flatMap(goroutine -> goroutine.frames().stream())
                .filter(frame -> isMain(frame.function()))
                .map(frame -> folder(frame.file()))
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    /** Any function of the main package: main.main itself may be inlined into runtime.main. */
    private static boolean isMain(String function) {
        return function.startsWith("main.");
    }

    /** "runc" of "github.com/opencontainers/runc@v1.1.12/main.go". */
    private static String folder(String file) {
        int end = file.lastIndexOf('/');
        var folder = end <= 0 ? "" : file.substring(file.lastIndexOf('/', end - 1) + 1, end);
        int version = folder.indexOf('@');
        return version < 0 ? folder : folder.substring(0, version);
    }
}
