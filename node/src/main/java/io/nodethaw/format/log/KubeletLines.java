package io.nodethaw.format.log;

import io.nodethaw.evidence.Logged.Sign;
import java.util.List;
import java.util.Set;

/** Lines of logs, events and conditions about what kubelet asks of others: the runtime, the plug-ins for networks, the API server. */
final class KubeletLines {
    /**
     * Methods of CRI that normally end in seconds (k8s.io/cri-api), and what kubelet calls them. Pulls and what runs in containers may
     * last.
     */
    private static final String METHODS =
            "RunPodSandbox|StopPodSandbox|RemovePodSandbox|PodSandboxStatus|ListPodSandbox|CreateContainer|"
                    + "StartContainer|StopContainer|RemoveContainer|ListContainers|ContainerStatus|UpdateContainerResources|"
                    + "ListContainerStats|ContainerStats|PodSandboxStats|ListPodSandboxStats|UpdateRuntimeConfig|ImageFsInfo|Status|"
                    + "Version|"
                    + "KillContainer|KillPodSandbox|CreatePodSandbox";

    /** What lasts as long as others want, whatever the limit was. */
    private static final String OF_OTHERS =
            "\\b(?:PullImage|pull(?:ing)? image|failed to pull|registry|probe failed|ExecSync|webhook|etcd|Get \"?https?:|"
                    + "Patch \"?https?:)";

    /** A node that is well again. */
    private static final String READY =
            "(?i)Node became ready|NodeReady(?!=)|condition=NodeReady|^Ready +True\\b|status is now: NodeReady";

    /** pkg/kubelet/kubelet.go, syncLoopIteration: what it has seen of the runtime. */
    static final String OF_PLEG = "SyncLoop \\(PLEG\\)";

    /** The same of any news; the loop takes none while the runtime has not answered. */
    private static final String NEWS = "SyncLoop \\(?(?:ADD|UPDATE|RECONCILE|DELETE|REMOVE|PLEG)\\b";

    /** The plug-in that is named: containerd go-cni, libcni. */
    private static final String PLUG_IN = "plugin type=\\\\?\"(?<about2>[\\w.-]{1,40})";

    static final List<KnownLine> ALL = List.of(
            // pkg/kubelet/pleg/generic.go, Healthy
            KnownLine.of(
                            Sign.RELIST_OVERDUE,
                            Set.of(),
                            "(?i)pleg was last seen active (?<age>[0-9hms.µun]{2,40}) ago|"
                                    + "GenericPLEG: Unable to retrieve pods:[^\\n]{0,80}(?:timeout|deadline)")
                    .until(READY),
            // k8s.io/cri-client remote_runtime.go; containerd internal/cri/instrument;
            // pkg/kubelet/container/sync_result.go
            KnownLine.of(
                            Sign.CALL_OVERDUE,
                            Set.of(),
                            "\\b(?<about>" + METHODS
                                    + ")\\b(?=[^\\n]{0,40}?(?: from runtime service failed| for | failed|\"|:))[^\\n]*?(?:"
                                    + KnownLine.LATE + ")")
                    .unless(OF_OTHERS),
            // pkg/kubelet/events, FailedCreatePodSandBox and ContainerGCFailed
            KnownLine.of(
                            Sign.CALL_OVERDUE,
                            Set.of(),
                            "(?i)failed to create pod ?sandbox: (?:rpc error: )?[^\\n]{0,80}?(?:" + KnownLine.LATE
                                    + ")")
                    .unless(OF_OTHERS + "|network|CNI|cni")
                    .about("RunPodSandbox"),
            // pkg/kubelet/pod_workers.go, where the state of the pod was asked first; older ones, FailedSync
            KnownLine.of(
                            Sign.CALL_OVERDUE,
                            Set.of(),
                            "(?:[Ee]rror syncing pod\\b[^\\n]{0,300}?(?:skipping: |err(?:or)?=\\\\?\"?)|error determining status: )"
                                    + "rpc error: code = (?:DeadlineExceeded|Unknown desc = (?:context deadline|operation timeout))")
                    .unless(OF_OTHERS)
                    .about("PodSandboxStatus"),
            KnownLine.of(Sign.CALL_OVERDUE, Set.of(), "\\bContainerGCFailed\\b[^\\n]{0,200}?(?:" + KnownLine.LATE + ")")
                    .about("ListContainers"),
            // net, dial: a listener whose queue is full, or that nobody serves
            KnownLine.of(
                    Sign.CALL_OVERDUE,
                    Set.of(),
                    "dial unix (?<about>" + KnownLine.CLUSTER_SOCKET
                            + "): (?:i/o timeout|timeout|connect: resource temporarily unavailable)"),
            // pkg/kubelet/kubelet.go, updateRuntimeUp
            KnownLine.of(
                            Sign.CALL_OVERDUE,
                            KnownLine.KUBELET,
                            "container runtime (?:is down|status check may not have completed yet)")
                    .about("Status")
                    .until(READY + "|" + NEWS),
            // k8s.io/client-go transport; pkg/kubelet/certificate
            KnownLine.of(
                            Sign.CERTIFICATE_EXPIRED,
                            KnownLine.KUBELET,
                            "(?i)currently active client certificate has expired|bootstrap client certificate[^\\n]{0,80} is expired|"
                                    + "kubelet-client-current\\.pem[^\\n]{0,120}expired")
                    .until("(?i)certificate rotation detected|Node became ready|NodeReady(?!=)"),
            // pkg/kubelet/kubelet_node_status.go; component-helpers lease/controller.go
            KnownLine.of(
                            Sign.API_SILENT,
                            KnownLine.KUBELET,
                            "(?:Error updating node status, will retry|[Uu]nable to update node status|[Ff]ailed to (?:ensure|"
                                    + "update) (?:node )?lease(?: exists)?(?! lock))"
                                    + "[^\\n]*(?:use of closed network connection|Client\\.Timeout exceeded|i/o timeout|"
                                    + "TLS handshake timeout|context deadline exceeded|"
                                    + "connection refused|no route to host|connection timed out|http2: |unexpected EOF|"
                                    + "connection reset by peer)")
                    .until(READY + "|Successfully registered node"),
            // pkg/controller/nodelifecycle, node_lifecycle_controller.go
            KnownLine.of(
                            Sign.NODE_LOST,
                            Set.of(),
                            "^Ready\\s+Unknown\\b[^\\n]*Kubelet stopped posting node status|"
                                    + "\\bReady\\b[^\\n]{0,80}NodeStatusUnknown[^\\n]*[Kk]ubelet stopped posting node status|"
                                    + "Kubelet never posted node status")
                    .until(READY),
            // containerd internal/cri/server/status.go; pkg/kubelet/dockershim/network/cni, errNoNetwork
            KnownLine.of(
                            Sign.NETWORK_NOT_READY,
                            Set.of(),
                            "NetworkReady=false|NetworkPluginNotReady|(?i:cni (?:config|plugin) (?:un|not )initiali[sz]ed)")
                    .unless("during init") // of containerd's own start, before anybody has written a configuration
                    .until(READY + "|NetworkReady=true"),
            // kubelet's dockershim; containerd internal/cri/server. A plug-in that is asked when its limit has passed
            // has not even begun
            KnownLine.of(
                            Sign.NETWORK_LATE,
                            Set.of(),
                            "(?:(?i:networkPlugin cni failed to (?:teardown|set ?up) pod)|Error (?:deleting|"
                                    + "adding) (?:pod \\S{1,200} (?:from|to) )?network|"
                                    + "failed to (?:destroy|teardown|tear down|setup|set up) (?:pod )?network for (?:sandbox|pod))"
                                    + "[^\\n]{0,300}?(?:" + PLUG_IN
                                    + "[^\\n]{0,200}?)?(?:context deadline exceeded|signal: killed|"
                                    + "i/o timeout|Timeout)")
                    .unless("netplugin failed with no error message: context deadline|https?://"),
            // containerd internal/cri/server, setupPodNetwork; CRI-O server, networkStart; libcni, since 1.0 with the
            // plug-in
            KnownLine.of(
                            Sign.NETWORK_REFUSED,
                            Set.of(),
                            "(?:(?i:networkPlugin cni failed to set ?up pod)|[Ee]rror adding (?:pod \\S{1,200} to )?(?:CNI )?network|"
                                    + "failed to (?:setup|set up) (?:pod )?network for (?:sandbox|pod))"
                                    + "(?![^\\n]{0,600}(?:" + KnownLine.LATE
                                    + "|signal: killed|i/o timeout|Timeout))(?:[^\\n]{0,300}?" + PLUG_IN + ")?")
                    .unless("(?i)(?:un|not )initiali[sz]ed|netplugin failed with no error"),
            // pkg/kubelet/server/server.go, syncLoopHealthCheck, in the words of k8s.io/apiserver, pkg/server/healthz
            KnownLine.of(
                            Sign.LOOP_LATE,
                            Set.of(),
                            "^\\[-\\]syncloop failed|(?i:sync loop took longer than expected)|(?:healthz )?check syncloop failed")
                    .until("^\\[\\+\\]syncloop ok"),
            // a plug-in is at work, whatever came of it; and the plug-ins' own processes
            KnownLine.of(
                            Sign.NETWORK_CALL,
                            Set.of(),
                            "(?:/opt/cni/bin|/usr/libexec/cni|/usr/lib/cni)/(?<about>[\\w-]{1,40})|\\b(?i:tea?r?downpod|setuppod|"
                                    + "getpodnetworkstatus)\\b|"
                                    + "(?i:networkPlugin cni)|Error (?:deleting|adding) (?:pod (?:\\S{1,200} )?(?:from|to) )?network|"
                                    + "failed to (?:destroy|teardown|tear down|setup|set up) (?:pod )?network for (?:sandbox|"
                                    + "pod)(?:[^\\n]{0,200}?" + PLUG_IN + ")?|"
                                    + "\\bCNI[_ ](?:COMMAND=)?(?:ADD|DEL|CHECK)\\b|\\bCNI (?:plug-?in|binary|teardown|"
                                    + "tear-?down)[^\\n]{0,60}\\b(?:hang|hung|stuck|slow|block|wait|not return|timed? ?out)")
                    .unless("--cni-bin-dir"));

    private KubeletLines() {}
}
