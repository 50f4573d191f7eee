package io.nodethaw.wait;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutine.Frame;
import io.nodethaw.evidence.Goroutines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Goroutines made by hand, for tests. */
public final class GoroutineWords {
    private GoroutineWords() {}

    /** A frame with its arguments as a dump prints them. */
    public static Frame frame(String function, String arguments) {
        return new Frame(function, arguments, "/src/a.go", 1, 1, arguments.equals("..."), List.of());
    }

    /** One in a select. */
    public static Goroutine selects(long id, Frame... frames) {
        return goroutine(id, "select", Arrays.asList(frames));
    }

    /** One that has been in a select for this number of minutes. */
    public static Goroutine selects(long id, int minutes, Frame... frames) {
        return new Goroutine(
                id, "select", minutes, false, List.of(frames), Optional.empty(), Optional.empty(), List.of());
    }

    /** One of dockerd that has served a request for this number of minutes, in this function of its router for containers. */
    public static Goroutine serves(long id, int minutes, String function) {
        return selects(
                id,
                minutes,
                frame("github.com/docker/docker/daemon.(*Daemon).containerStart", "0x1"),
                frame("github.com/docker/docker/api/server/router/container.(*containerRouter)." + function, "0x1"),
                frame("net/http.serverHandler.ServeHTTP", "0x1"));
    }

    /** One that waits for a mutex, as Go 1.19 prints it. */
    public static Goroutine locks(long id, String mutex, Frame... callers) {
        var frames = new ArrayList<>(List.of(
                frame("sync.runtime_SemacquireMutex", "0x0?, 0x0?, 0x0?"),
                frame("sync.(*Mutex).lockSlow", mutex),
                frame("sync.(*Mutex).Lock", "...")));
        frames.addAll(Arrays.asList(callers));
        return goroutine(id, "semacquire", frames);
    }

    /** One of kubelet that works on a pod, in a system call with this path. */
    public static Goroutine worksOn(long id, String pod, String path) {
        return new Goroutine(
                id,
                "syscall",
                -1,
                false,
                List.of(
                        new Frame("os.MkdirAll", "{0x1, 0x3a}, 0x1ed", "/src/os/path.go", 1, 1, false, List.of(path)),
                        frame("k8s.io/kubernetes/pkg/kubelet.(*Kubelet).syncPod", "0x1")),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(pod));
    }

    /** One that waits to read an open file. */
    public static Goroutine reads(long id, int fd, String function) {
        return new Goroutine(
                id,
                "IO wait",
                -1,
                false,
                List.of(frame("internal/poll.runtime_pollWait", "0x1"), frame(function, "0x1")),
                Optional.empty(),
                Optional.of(new Goroutine.Blocked.OnDescriptor(fd, false)),
                List.of());
    }

    private static Goroutine goroutine(long id, String state, List<Frame> frames) {
        return new Goroutine(id, state, -1, false, frames, Optional.empty(), Optional.empty(), List.of());
    }

    /** What was read out of a process's memory. */
    public static Goroutines of(ProcessEvidence process, Goroutine... goroutines) {
        return new Goroutines(process.pid(), "go1.19.8", "memory", List.of(goroutines));
    }
}
