package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.Step;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.kernel.Halted;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The kernel waits for the answer of a process, the server of a FUSE file system or a fanotify listener, and the thread that
 * asked stood still between two readings. A process that is halted has a finding of its own.
 */
final class ServerSilent implements Rule {
    static final String CODE = "kernel.server-silent";

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "A process that the kernel asks on behalf of others does not answer: it serves a FUSE file system, or it decides "
                        + "as a fanotify listener (a virus scanner, for example) whether files may be opened. Whoever uses "
                        + "those files waits in the kernel, and often cannot even be killed.",
                List.of(
                        "Read /proc/PID/task/TID/wchan of a thread that waits, twice: request_wait_answer or fuse_* for FUSE, "
                                + "fanotify_* for a listener.",
                        "FUSE: the line fuse_connection in /proc/PID/fdinfo of the server's /dev/fuse is the minor number of "
                                + "the mount in /proc/self/mountinfo.",
                        "fanotify: /proc/PID/fdinfo of its file lists the marks; a mask of 10000, 20000 or 40000 means that it "
                                + "decides.",
                        "nodethaw chain PID of that process shows what it waits for itself."),
                "Restart the server or the listener: when its file is closed, the kernel lets go of all who wait. A FUSE connection can also "
                        + "be aborted in /sys/fs/fuse/connections.",
                List.of(
                        "man 7 fanotify",
                        "man 4 fuse",
                        "Documentation/filesystems/fuse.rst, aborting a filesystem connection"));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return graph.edges().stream()
                .filter(edge -> edge.kind() == Wait.FILE_SYSTEM && FileSystemWait.sameWaitTwice(view, edge))
                .flatMap(edge -> finding(view, graph, edge))
                .distinct()
                .toList();
    }

    private Stream<Finding> finding(NodeView view, WaitGraph graph, Edge wait) {
        var running = AskedByKernel.of(view, graph, wait).filter(asked -> !Halted.is(view, graph, asked.process()));
        return running.stream().map(asked -> {
            var proofs = List.of(
                    new Proof(wait.text() + ", without a context switch between two readings", wait.readings()));
            if (asked.mayAnswer()) {
                return new Finding.Slow(
                        CODE, asked.process(), Confidence.LIKELY, "has not answered the kernel yet", proofs);
            }
            return switch (asked.progress()) {
                case STILL ->
                    new Finding.Stuck(CODE, asked.process(), Confidence.PROVEN, "does not answer the kernel", proofs);
                case MOVED ->
                    new Finding.Stuck(CODE, asked.process(), Confidence.LIKELY, "does not answer the kernel", proofs);
                case UNKNOWN ->
                    new Finding.Warning(
                            CODE, asked.process(), Confidence.POSSIBLE, "does not answer the kernel", proofs);
            };
        });
    }

    @Override
    public Optional<Step> step(NodeView view, WaitGraph graph, Root root) {
        return root.vertex().whole() instanceof Vertex.Process process && process.isCertain()
                ? Optional.of(new Step(
                        "nodethaw chain " + process.pid(),
                        "shows what it waits for itself; when it ends, the kernel lets go of all who wait for it"))
                : Optional.empty();
    }
}
