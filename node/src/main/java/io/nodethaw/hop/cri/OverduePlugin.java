package io.nodethaw.hop.cri;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.hop.OverdueHelpers;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.go.FramePattern;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A CNI plug-in that a runtime runs does not end. */
final class OverduePlugin extends OverdueHelpers {
    static final String CODE = "cri.network-plugin-overdue";

    /** What they are called. */
    static final String WHAT = "CNI plug-in";

    /**
     * kubelet gives up the start of a pod sandbox after four minutes (RunPodSandbox of pkg/kubelet/cri/remote/remote_runtime.go, in 1.32 of
     * k8s.io/cri-client pkg/remote_runtime.go: twice runtimeRequestTimeout), and newer runtimes end the plug-in with that.
     */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** github.com/containernetworking/cni, pkg/invoke, since 0.3; vendored by runtimes. */
    private static final FramePattern INVOKES = FramePattern.of("*containernetworking/cni/pkg/invoke.*");

    /** @param runtimes pids of those that run plug-ins */
    OverduePlugin(Function<NodeView, Set<Integer>> runtimes) {
        super(new Kind(WHAT, "CNI plug-in overdue", "its runtime", runtimes, INVOKES::isIn, LIMIT, LIMIT));
    }

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "A container runtime runs a CNI plug-in to give a pod its network, or to take it back, and the plug-in has not ended in five "
                        + "minutes, which is longer than kubelet waits for it. It did nothing while it was looked at, and it is not seen "
                        + "to wait for any other process. That is proven once it has not run for 15 s, since one that tries again now "
                        + "and then looks the same for a moment. Its pod does not start, or does not end; others go on.",
                List.of(
                        "ps -o pid,etime,stat,args --ppid with the pid of the runtime shows it.",
                        "tr '\\0' '\\n' </proc/PID/environ tells what it is to do (CNI_COMMAND) for whom (CNI_ARGS).",
                        "nodethaw chain PID shows what it waits for; many plug-ins ask a daemon of their own or the API server."),
                "Look at the daemon of that network. If the plug-in waits for nothing that comes back, end it: the runtime reports that it "
                        + "failed, and kubelet tries again.",
                List.of(
                        "CNI specification, 3: execution protocol",
                        "kubelet pkg/kubelet/cri/remote/remote_runtime.go, in 1.32 k8s.io/cri-client pkg/remote_runtime.go"));
    }

    @Override
    protected String work(Goroutine waiter) {
        return ", and runs plug-ins";
    }

    @Override
    protected Step step(int pid) {
        return new Step("nodethaw chain " + pid, "shows what it waits for; look at the daemon of that network");
    }
}
