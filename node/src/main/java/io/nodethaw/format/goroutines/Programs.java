package io.nodethaw.format.goroutines;

import io.nodethaw.evidence.Goroutine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the program that a dump comes from. The go command names a program after the folder of the file with main.main ("go
 * help build"): cmd/dockerd/docker.go, cmd/containerd-shim-runc-v2/main.go, k8s.io/kubernetes/cmd/kubelet/kubelet.go. Of a part of a
 * dump that does not show that function, functions tell it that only one program has.
 */
public final class Programs {
    /** Beginnings of functions that are linked into one program only, from their repositories. */
    private static final Map<String, List<String>> OWN = new LinkedHashMap<>();

    static {
        OWN.put(
                "kubelet",
                List.of(
                        "k8s.io/kubernetes/pkg/kubelet.",
                        "k8s.io/kubernetes/pkg/kubelet/",
                        "k8s.io/kubernetes/cmd/kubelet/",
                        "k8s.io/kubernetes/pkg/volume/",
                        "k8s.io/kubernetes/vendor/k8s.io/mount-utils.",
                        "k8s.io/kubernetes/pkg/util/mount."));
        OWN.put(
                "dockerd",
                List.of(
                        "github.com/docker/docker/daemon.",
                        "github.com/docker/docker/daemon/",
                        "github.com/docker/docker/api/server",
                        "github.com/docker/docker/libcontainerd",
                        "github.com/docker/docker/container.",
                        "github.com/moby/moby/daemon",
                        "github.com/docker/docker/vendor/"));
        OWN.put(
                "containerd-shim",
                List.of(
                        "github.com/containerd/containerd/runtime/v2/shim.",
                                "github.com/containerd/containerd/runtime/v2/runc",
                        "github.com/containerd/containerd/runtime/v1/shim.(*Service)",
                                "github.com/containerd/containerd/linux/shim.(*Service)",
                        "github.com/containerd/containerd/v2/pkg/shim.",
                                "github.com/containerd/containerd/v2/cmd/containerd-shim",
                        "github.com/containerd/containerd/pkg/process.",
                                "github.com/containerd/containerd/linux/proc."));
        OWN.put(
                "containerd",
                List.of(
                        "github.com/containerd/containerd/services/",
                        "github.com/containerd/containerd/pkg/cri/",
                        "github.com/containerd/cri/",
                        "github.com/containerd/containerd/v2/plugins/services",
                        "github.com/containerd/containerd/v2/internal/cri/",
                        "github.com/containerd/containerd/linux.(*",
                        "github.com/containerd/containerd/runtime/v2.(*",
                        "github.com/containerd/containerd/runtime/v1/linux.(*",
                        "github.com/containerd/containerd/metadata.",
                        "github.com/containerd/containerd/v2/core/",
                        "github.com/containerd/containerd/vendor/",
                        "github.com/containerd/containerd/gc"));
        OWN.put("crio", List.of("github.com/cri-o/cri-o/", "github.com/kubernetes-incubator/cri-o/"));
        OWN.put("cri-dockerd", List.of("github.com/Mirantis/cri-dockerd/"));
        OWN.put(
                "runc",
                List.of(
                        "github.com/opencontainers/runc/libcontainer.(*",
                        "github.com/opencontainers/runc/vendor/",
                        "github.com/opencontainers/runc/libcontainer/cgroups/systemd."));
    }

    /** Where a debugger's list may say that main is: it waits there. */
    private static final String RUNTIME = "runtime";

    private Programs() {}

    /** Its name; empty when nothing among the frames tells it. */
    static Optional<String> of(List<Goroutine> goroutines) {
        return goroutines.stream()
                .flatMap(goroutine -> goroutine.frames().stream())
                .filter(frame -> isMain(frame.function()))
                .map(frame -> folder(frame.file()))
                .filter(name -> !name.isEmpty() && !name.equals(RUNTIME))
                .findFirst()
                .or(() -> byFunctions(goroutines));
    }

    /** The program that this line of a trace belongs to, where it is a function that only one program has. */
    public static Optional<String> ofFunction(String line) {
        return OWN.entrySet().stream()
                .filter(program -> program.getValue().stream().anyMatch(line::startsWith))
                .map(Map.Entry::getKey)
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

    /** The program with most of the frames; none where two have as many. */
    private static Optional<String> byFunctions(List<Goroutine> goroutines) {
        String best = "";
        long most = 0;
        boolean tied = false;
        for (var program : OWN.entrySet()) {
            long frames = goroutines.stream()
                    .flatMap(goroutine -> goroutine.frames().stream())
                    .filter(frame -> program.getValue().stream().anyMatch(frame.function()::startsWith))
                    .count();
            tied = frames == most && frames > 0 || tied && frames < most;
            if (frames > most) {
                most = frames;
                best = program.getKey();
            }
        }
        return most == 0 || tied ? Optional.empty() : Optional.of(best);
    }
}
