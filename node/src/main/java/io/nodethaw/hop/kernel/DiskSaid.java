package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Logged;
import io.nodethaw.hop.LoggedFinding;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.WaitGraph;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Requests to the runtime are late while, as files say, tasks wait for a disk most of the time. What only a person has said of a disk,
 * without a measurement, is a hint.
 */
final class DiskSaid implements Rule {
    private static final String CODE = "kernel.disk-saturated";

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "Requests to the container runtime are late, and a disk is so busy that tasks wait for it most of the time: the disk is throttled (a volume "
                        + "of a cloud at its limit of operations), broken, or somebody writes too much. Every start of a container unpacks, "
                        + "mounts and writes, so that it ends late and not never; \"name is reserved\" then says that kubelet asks again while the first "
                        + "request is still at work.",
                List.of(
                        "cat /proc/pressure/io, twice: full avg10 above 50 says that half of the time nobody could go on.",
                        "iostat -x 5 3: a device at 100 % util with a flat number of operations is at its limit.",
                        "ps -eo stat,wchan:32,comm | grep ^D: several programs in io_schedule, jbd2_, xfs_ or ovl_ functions."),
                "Give the disk more operations, or stop whoever uses it up (io.max of its cgroup); wait. Restarting the runtime does not help.",
                List.of("Documentation/accounting/psi.rst", "man 1 iostat", "containerd issue 4604"));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return Stream.of(Logged.Sign.DISK_SATURATED, Logged.Sign.DISK_SUSPECTED)
                .flatMap(sign -> Logged.all(view.evidence(), sign))
                .map(DiskSaid::finding)
                .toList();
    }

    private static Finding finding(Logged said) {
        var at = LoggedFinding.disk(said);
        var proofs = List.of(Proof.of(said.proof(), said.key()));
        return said.sign() == Logged.Sign.DISK_SATURATED
                ? new Finding.Stuck(
                        CODE, at, Confidence.LIKELY, "so busy that tasks wait for it most of the time", proofs)
                : new Finding.Warning(CODE, at, Confidence.POSSIBLE, "slow, as somebody says", proofs);
    }

    @Override
    public Optional<Step> step(NodeView view, WaitGraph graph, Root root) {
        return root.finding().filter(finding -> finding.code().equals(CODE)).isPresent()
                ? Optional.of(new Step(
                        "cat /proc/pressure/io; iostat -x 5 3",
                        "shows how busy each disk is, and whether it is at a limit"))
                : Optional.empty();
    }
}
