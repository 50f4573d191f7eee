package io.nodethaw.hop;

import io.nodethaw.ProgramHops;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Step;
import io.nodethaw.analysis.Triage;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Reading;
import io.nodethaw.hop.containerd.ContainerdAnswer;
import io.nodethaw.hop.cri.CriAnswer;
import io.nodethaw.hop.dbus.BusEcho;
import io.nodethaw.hop.docker.DockerAnswer;
import io.nodethaw.hop.kubelet.KubeletAnswer;
import io.nodethaw.hop.shim.ShimAnswer;
import io.nodethaw.hop.systemd.BusReply;
import io.nodethaw.hop.systemd.NameOwner;
import io.nodethaw.hop.systemd.PrivateReply;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.WaitWords;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A healthy node with kubelet, dockerd, containerd and one container, made by hand; tests break it. */
public final class WholeNode {
    public static final String BUS = "/run/dbus/system_bus_socket";
    public static final String DOCKER = "/run/docker.sock";
    public static final String CONTAINERD = "/run/containerd/containerd.sock";
    public static final String SHIM = "/run/containerd/s/5af1";
    public static final String CONTAINER = "c0ffee12c0ffee12";

    /** The descriptors of PID 1 for its connection to the bus and for its epoll set. */
    public static final int BUS_FD = 40;

    public static final int EPOLL = 4;

    public final NodeEvidence node = NodeEvidence.node();
    public final ProcessEvidence systemd = node.systemd();
    public final ProcessEvidence bus = node.process(50, "dbus-daemon");
    public final ProcessEvidence containerd = node.process(60, "containerd");
    public final ProcessEvidence dockerd = node.process(70, "dockerd");
    public final ProcessEvidence kubelet = node.process(80, "kubelet");
    public final ProcessEvidence shim = node.process(200, "containerd-shim");
    public final ProcessEvidence nginx = node.child(shim, 210, "nginx");

    public WholeNode() {
        node.listener(BUS, bus.fd(3)).accepted(BUS, systemd.fd(BUS_FD), bus.fd(10));
        systemd.inherits(bus.fd(3)).polls(EPOLL, BUS_FD);
        node.listener(CONTAINERD, containerd.fd(8)).accepted(CONTAINERD, dockerd.fd(9), containerd.fd(9));
        node.listener(DOCKER, systemd.fd(35)).accepted(DOCKER, kubelet.fd(6), dockerd.fd(12));
        dockerd.inherits(systemd.fd(35));
        node.tcpListener("127.0.0.1:10248", kubelet.fd(5));
        node.listener(SHIM, shim.fd(11)).accepted(SHIM, containerd.fd(20), shim.fd(12));
        shim.in("/run/containerd/io.containerd.runtime.v2.task/moby/" + CONTAINER)
                .mountNamespace(1);
        nginx.mountNamespace(2);
        List.of(systemd, bus, containerd, dockerd, kubelet, shim).forEach(ProcessEvidence::free);
        everybodyAnswers();
    }

    private void everybodyAnswers() {
        node.says(KubeletAnswer.TYPE, new KubeletAnswer(200, "ok"))
                .says(DockerAnswer.TYPE, DOCKER, new DockerAnswer("Docker/20.10.24 (linux)"))
                .says(ContainerdAnswer.TYPE, CONTAINERD, new ContainerdAnswer("1.6.20", "c0ffee"))
                .reading(CriAnswer.TYPE, CONTAINERD, new Reading.NotAsked<>("no CRI at " + CONTAINERD))
                .says(ShimAnswer.TYPE, SHIM, new ShimAnswer(200, 210, ""))
                .says(BusEcho.TYPE, new BusEcho(":1.99", 2, Optional.empty()))
                .says(NameOwner.TYPE, new NameOwner(Optional.of(":1.3")))
                .says(BusReply.TYPE, new BusReply(1234))
                .says(PrivateReply.TYPE, new PrivateReply("252.39-1~deb12u1"));
    }

    /** Adds a runc of the shim at work on a second container: its init waits for it, and it has asked systemd for a scope. */
    public ProcessEvidence startsAContainer(Duration ago) {
        var runc = node.child(shim, 220, "runc").aged(ago).mountNamespace(1);
        var init = node.child(runc, 225, "runc:[2:INIT]").aged(ago);
        node.accepted(BUS, runc.fd(7), bus.fd(21)).pair(init.fd(3), runc.fd(8));
        init.blockedIn("read", 3);
        return runc;
    }

    /** The init of the runc that starts a container. */
    public ProcessEvidence init() {
        return node.process(225);
    }

    /** Makes systemd stop reading from the bus. */
    public WholeNode deaf() {
        node.silent(BusReply.TYPE).unread(systemd.fd(BUS_FD), 2128);
        systemd.polls(EPOLL, 5);
        return this;
    }

    /** Makes systemd leave the bus. */
    public WholeNode offTheBus() {
        systemd.opens(BUS_FD, "/dev/null").polls(EPOLL, 5);
        node.says(NameOwner.TYPE, new NameOwner(Optional.empty()))
                .reading(BusReply.TYPE, "", new Reading.NotAsked<>("nobody owns the name"));
        return this;
    }

    /** Removes what only root sees: open files, system calls, the private socket. */
    public WholeNode notSeenByRoot() {
        node.lookedAtBy(1000)
                .reading(PrivateReply.TYPE, "", new Reading.Refused<>("not permitted: it answers root only"))
                .reading(DockerAnswer.TYPE, DOCKER, new Reading.Refused<>("not permitted: " + DOCKER))
                .reading(ContainerdAnswer.TYPE, CONTAINERD, new Reading.Refused<>("not permitted: " + CONTAINERD))
                .reading(CriAnswer.TYPE, CONTAINERD, new Reading.Refused<>("not permitted: " + CONTAINERD))
                .reading(ShimAnswer.TYPE, SHIM, new Reading.Refused<>("not permitted: " + SHIM));
        return this;
    }

    /** All hops of this program. */
    public static Chain chain() {
        return ProgramHops.chain();
    }

    /** The verdict on it. */
    public Verdict verdict() {
        return verdict(node.evidence());
    }

    /** The verdict on this evidence. */
    public static Verdict verdict(Evidence evidence) {
        var view = new NodeView(evidence);
        return chain().judge(view, chain().graph(view));
    }

    /** State and roots in words: "STALLED systemd 1 systemd.deaf-on-bus". */
    public String judged() {
        return judged(verdict());
    }

    /** State and roots in words; a root that no rule explains has no code. */
    public static String judged(Verdict verdict) {
        var words = new StringBuilder(verdict.state().name());
        for (var root : verdict.roots()) {
            words.append(words.indexOf(" ") < 0 ? " " : ", ").append(words(root));
        }
        return words.toString();
    }

    private static String words(Root root) {
        return root.name()
                + root.finding().map(Finding::code).map(code -> " " + code).orElse("");
    }

    /** The command that a person is told to give; empty where there is none. */
    public String command() {
        return triage().step().map(Step::command).orElse("");
    }

    /** What does not work, in phrases. */
    public List<String> fails() {
        return triage().fails();
    }

    private Triage triage() {
        var view = node.view();
        var graph = chain().graph(view);
        return chain().triage(view, graph, chain().judge(view, graph));
    }

    /** The chain that is shown, in words. */
    public List<String> shown() {
        return WaitWords.tell(verdict().waits(), node.view());
    }
}
