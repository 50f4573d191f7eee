package io.nodethaw.format.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Logged;
import io.nodethaw.format.Piece;
import io.nodethaw.format.Texts;
import io.nodethaw.format.log.DaemonLog;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterObjectsTest {
    private static final String EVENT = """
        apiVersion: v1
        items:
        - apiVersion: v1
          count: 37
          firstTimestamp: "2026-01-02T03:00:00Z"
          involvedObject:
            apiVersion: v1
            kind: Pod
            name: web
          kind: Event
          lastTimestamp: "2026-01-02T03:04:05Z"
          message: 'Failed to create pod sandbox: rpc error: code = DeadlineExceeded desc
            = RunPodSandbox from runtime service failed: context deadline exceeded'
          metadata:
            name: web.17
          reason: FailedCreatePodSandBox
          source:
            component: kubelet
            host: n1
          type: Warning
        - apiVersion: v1
          count: 1
          kind: Event
          message: Started container web
          reason: Started
          source:
            component: kubelet
            host: n2
        kind: List
        metadata:
          resourceVersion: ""
        """;

    private static final String NODE = """
        {
            "apiVersion": "v1",
            "kind": "Node",
            "metadata": {
                "name": "n1"
            },
            "status": {
                "conditions": [
                    {
                        "lastTransitionTime": "2026-01-02T03:00:00Z",
                        "message": "kubelet has sufficient memory available",
                        "reason": "KubeletHasSufficientMemory",
                        "status": "False",
                        "type": "MemoryPressure"
                    },
                    {
                        "lastHeartbeatTime": "2026-01-02T03:04:05Z",
                        "lastTransitionTime": "2026-01-02T03:00:01Z",
                        "message": "PLEG is not healthy: pleg was last seen active 7m51s ago; threshold is 3m0s",
                        "reason": "KubeletNotReady",
                        "status": "False",
                        "type": "Ready"
                    }
                ]
            }
        }
        """;

    private static final String POD = """
        apiVersion: v1
        kind: Pod
        metadata:
          deletionTimestamp: "2026-01-02T03:00:00Z"
          name: web
          ownerReferences:
          - apiVersion: v1
            kind: Node
            name: n1
        spec:
          nodeName: n1
        status:
          containerStatuses:
          - name: web
            state:
              waiting:
                message: failed to reserve container name "web_1" is reserved for "c0ffee"
                reason: CreateContainerError
        """;

    private static Piece read(String text) throws IOException {
        return Texts.read(text, new ClusterObjects(new DaemonLog()));
    }

    private static List<String> said(String text) throws IOException {
        return read(text)
                .evidence()
                .allSeen(Logged.TYPE)
                .map(said -> said.sign() + " " + said.program() + " " + said.about() + " " + said.times())
                .toList();
    }

    @Test
    void whatIsOverOnAnotherNodeTellsNothingOfThisOne() throws IOException {
        var ready = """
                apiVersion: v1
                kind: Event
                message: 'Node n2 status is now: NodeReady'
                metadata:
                  name: n2.17
                reason: NodeReady
                source:
                  component: kubelet
                  host: %s
                """;
        assertThat(said(NODE + ready.formatted("n2"))).anyMatch(said -> said.startsWith("RELIST_OVERDUE"));
        assertThat(said(NODE + ready.formatted("n1"))).noneMatch(said -> said.startsWith("RELIST_OVERDUE"));
    }

    @Test
    void pressureOfANodeIsALimitHoweverItIsPrinted() throws IOException {
        assertThat(said(NODE)).noneMatch(said -> said.startsWith("LIMIT_REACHED"));
        assertThat(said(NODE.replaceFirst("\"status\": \"False\"", "\"status\": \"True\"")))
                .contains("LIMIT_REACHED kubelet memory of the node, as kubelet counts it 1");
    }

    @Test
    void pressuresOfTwoNodesAreNotMixed() throws IOException {
        var pressed = NODE.replaceFirst("\"status\": \"False\"", "\"status\": \"True\"");
        assertThat(said(pressed + pressed.replace("\"n1\"", "\"n2\""))).isEmpty();
    }

    @Test
    void anEventCountsAsOftenAsItCameAlsoWhereItsTextIsFolded() throws IOException {
        assertThat(said(EVENT)).containsExactly("CALL_OVERDUE kubelet RunPodSandbox 37");
        assertThat(read(EVENT).what()).contains("objects of Kubernetes");
    }

    @Test
    void aNodeThatIsNotReadySaysWhy() throws IOException {
        assertThat(said(NODE)).containsExactly("RELIST_OVERDUE kubelet  1");
        assertThat(read(NODE).notes())
                .containsExactly(
                        "x: node n1 is not ready since 2026-01-02T03:00:01Z: KubeletNotReady: PLEG is not healthy: "
                                + "pleg was last seen active 7m51s ago; threshold is 3m0s");
        assertThat(said(NODE.replaceAll("\"False\"(,\\s+\"type\": \"Ready\")", "\"True\"$1")))
                .isEmpty();
    }

    @Test
    void aPodSaysWhatItWaitsForAndThatItIsBeingDeleted() throws IOException {
        assertThat(said(POD)).containsExactly("NAME_RESERVED kubelet  1");
        assertThat(read(POD).notes()).containsExactly("x: 1 pod is being deleted: web since 2026-01-02T03:00:00Z");
    }

    @Test
    void troublesOfSeveralNodesAreNotMixed() throws IOException {
        var both = EVENT + "---\n" + POD.replace("n1", "n2");
        assertThat(said(both)).isEmpty();
        assertThat(read(both).notes()).anyMatch(note -> note.contains("troubles of 2 nodes"));
    }

    @Test
    void otherTextIsReadAsBefore() throws IOException {
        var log = "E0108 09:14:02.119011    1601 remote_runtime.go:193] \"RunPodSandbox from runtime service failed\" "
                + "err=\"rpc error: code = DeadlineExceeded desc = context deadline exceeded\"\n";
        assertThat(said(log + EVENT + log)).contains("CALL_OVERDUE kubelet RunPodSandbox 39");
        assertThat(Texts.recognises("apiVersion: v1\nmessage: hello\n", new ClusterObjects(new DaemonLog())))
                .isFalse();
    }

    @Test
    void brokenAndEndlessObjects() throws IOException {
        assertThat(said(EVENT.substring(0, 400))).hasSizeLessThan(2);
        var endless = "apiVersion: v1\nkind: Event\nmessage: " + "x".repeat(1 << 20) + "\n" + "  y: z\n".repeat(30_000);
        assertThat(said(EVENT + endless)).containsExactly("CALL_OVERDUE kubelet RunPodSandbox 37");
    }
}
