package io.nodethaw.wait.go;

import static io.nodethaw.wait.NodeEvidence.node;
import static io.nodethaw.wait.WaitWords.waits;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutine.Blocked;
import io.nodethaw.evidence.Goroutine.Frame;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.ReadTwice;
import io.nodethaw.wait.WaitWords;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GoroutineEdgesTest {
    private static final String CONTAINERD = "/run/containerd/containerd.sock";
    private static final String ONE = "1".repeat(64);
    private static final String OTHER = "2".repeat(64);

    private final NodeEvidence node = node();
    private final ProcessEvidence dockerd = node.process(20, "dockerd");
    private final ProcessEvidence containerd = node.process(21, "containerd");
    private final ProcessEvidence shim = node.process(22, "containerd-shim");
    private final ProcessEvidence otherShim = node.process(23, "containerd-shim");
    private final ProcessEvidence runc =
            node.child(shim, 30, "runc").in("/run/x/" + ONE).mountNamespace(5);

    GoroutineEdgesTest() {
        node.listener(CONTAINERD, containerd.fd(3));
        node.accepted(CONTAINERD, dockerd.fd(9), containerd.fd(13));
        node.accepted(CONTAINERD, dockerd.fd(10), containerd.fd(12));
        node.listener("/run/containerd/s/a", shim.fd(11))
                .accepted("/run/containerd/s/a", containerd.fd(17), shim.fd(12));
        node.listener("/run/containerd/s/b", otherShim.fd(11))
                .accepted("/run/containerd/s/b", containerd.fd(21), otherShim.fd(12));
        shim.mountNamespace(5);
    }

    private static Frame frame(String function, String... strings) {
        return new Frame(function, "0xc000001000", "/src/a.go", 1, 1, false, List.of(strings));
    }

    private static Goroutine goroutine(long id, List<Long> shared, Frame... frames) {
        return new Goroutine(
                id, "select", -1, false, Arrays.asList(frames), Optional.empty(), Optional.empty(), shared);
    }

    private static Goroutine reader(long id, int fd, List<Long> shared, String function) {
        return new Goroutine(
                id,
                "IO wait",
                -1,
                false,
                List.of(frame("internal/poll.runtime_pollWait"), frame(function)),
                Optional.empty(),
                Optional.of(new Blocked.OnDescriptor(fd, false)),
                shared);
    }

    private static Goroutine grpcReader(long id, int fd, Long... shared) {
        return reader(id, fd, List.of(shared), "google.golang.org/grpc/internal/transport.(*http2Client).reader");
    }

    private static Goroutine grpcWriter(long id, Long... shared) {
        return goroutine(
                id,
                List.of(shared),
                frame("google.golang.org/grpc/internal/transport.(*loopyWriter).run"),
                frame("google.golang.org/grpc/internal/transport.newHTTP2Client.func3"));
    }

    private static Goroutine grpcServer(long id, int fd, Long... shared) {
        return reader(
                id, fd, List.of(shared), "google.golang.org/grpc/internal/transport.(*http2Server).HandleStreams");
    }

    private static Goroutine create(long id, Long... shared) {
        return goroutine(
                id,
                List.of(shared),
                frame("google.golang.org/grpc.invoke"),
                frame("google.golang.org/grpc.(*ClientConn).Invoke"),
                frame("github.com/containerd/containerd/api/services/tasks/v1.(*tasksClient).Create"));
    }

    /** A goroutine that serves Create and asks the shim to do it, as in containerd 1.6. */
    private static Goroutine served(long id, String container, Long... shared) {
        return goroutine(
                id,
                List.of(shared),
                frame("github.com/containerd/ttrpc.(*Client).Call"),
                frame("github.com/containerd/containerd/runtime/v2/task.(*taskClient).Create"),
                frame("github.com/containerd/containerd/runtime/v2.(*TaskManager).Create", container),
                frame("github.com/containerd/containerd/api/services/tasks/v1._Tasks_Create_Handler"),
                frame("google.golang.org/grpc.(*Server).handleStream"));
    }

    private static Goroutine ttrpcReader(long id, int fd, Long... shared) {
        return reader(id, fd, List.of(shared), "github.com/containerd/ttrpc.(*Client).run.func2");
    }

    private static Goroutine ttrpcServer(long id, int fd, Long... shared) {
        return reader(id, fd, List.of(shared), "github.com/containerd/ttrpc.(*serverConn).run.func1");
    }

    private static Goroutine waitsForRunc(long id, String container, Long... shared) {
        return goroutine(
                id,
                List.of(shared),
                frame("github.com/containerd/containerd/sys/reaper.(*Monitor).Wait"),
                frame("github.com/containerd/go-runc.(*Runc).Create", container),
                frame("github.com/containerd/containerd/runtime/v2/runc/task.(*service).Create"),
                frame("github.com/containerd/ttrpc.(*serviceSet).dispatch"));
    }

    private NodeEvidence in(ProcessEvidence process, Goroutine... goroutines) {
        return node.says(Goroutines.TYPE, Integer.toString(process.pid()), goroutines(process, goroutines));
    }

    private static Goroutines goroutines(ProcessEvidence process, Goroutine... goroutines) {
        return new Goroutines(process.pid(), "go1.19.8", "memory", List.of(goroutines));
    }

    private NodeView twice() {
        return ReadTwice.same(node);
    }

    @Test
    void callLeadsOverItsConnectionToWhoServesIt() {
        runc.aged(Duration.ofSeconds(7));
        in(dockerd, create(125, 7L, 8L), grpcReader(56, 9, 7L, 9L), grpcReader(61, 10, 1L));
        in(
                containerd,
                served(277, ONE, 40L, 50L),
                grpcServer(73, 13, 40L),
                grpcServer(54, 12, 41L),
                ttrpcReader(219, 17, 50L),
                ttrpcReader(235, 21, 51L));
        in(shim, waitsForRunc(53, ONE, 60L), ttrpcServer(52, 12, 60L));
        var edges = new GoroutineEdges().edges(twice());
        assertThat(WaitWords.tell(edges, twice()))
                .containsExactly(
                        "dockerd 20 fd 9 needs containerd 21 fd 13: call",
                        "containerd 21 fd 17 needs containerd-shim 22 fd 12: call");
        assertThat(edges)
                .extracting(Edge::text)
                .containsExactly(
                        "goroutine 125 in Create of 111111111111 (gRPC), goroutine 277 there",
                        "goroutine 277 in Create of 111111111111 (ttrpc), goroutine 53 there");
    }

    @Test
    void connectionOfTtrpcBefore11IsReadByItsReceiver() {
        in(dockerd, create(125, 7L), grpcReader(56, 9, 7L));
        in(
                containerd,
                served(277, ONE, 40L, 50L),
                grpcServer(73, 13, 40L),
                reader(219, 17, List.of(50L), "github.com/containerd/ttrpc.(*receiver).run"),
                reader(235, 21, List.of(51L), "github.com/containerd/ttrpc.(*receiver).run"));
        in(shim, waitsForRunc(53, ONE, 60L), ttrpcServer(52, 12, 60L));
        assertThat(WaitWords.tell(new GoroutineEdges().edges(twice()), twice()))
                .contains("containerd 21 fd 17 needs containerd-shim 22 fd 12: call");
    }

    @Test
    void callIsAsOldAsTheChildItEndsAt() {
        runc.aged(Duration.ofSeconds(7));
        in(dockerd, create(125, 7L), grpcReader(56, 9, 7L));
        in(containerd, served(277, ONE, 40L, 50L), grpcServer(73, 13, 40L), ttrpcReader(219, 17, 50L));
        in(shim, waitsForRunc(53, ONE, 60L), ttrpcServer(52, 12, 60L));
        assertThat(new GoroutineEdges().edges(twice()))
                .extracting(Edge::atLeast)
                .containsOnly(Optional.of(Duration.ofSeconds(7)));
    }

    @Test
    void callSeenOnceMayBeJustUnderWay() {
        in(dockerd, create(125, 7L), grpcReader(56, 9, 7L));
        assertThat(waits(new GoroutineEdges(), node))
                .containsExactly("dockerd 20 fd 9 inferred containerd 21 fd 13: call");
        assertThat(new GoroutineEdges().edges(twice()))
                .extracting(Edge::atLeast)
                .containsExactly(Optional.of(ReadTwice.BETWEEN));
    }

    @Test
    void callOnOneOfSeveralConnectionsToTheSameProcessWaitsForThatProcess() {
        in(dockerd, create(125, 7L), grpcReader(56, 9, 7L), grpcReader(61, 10, 7L));
        assertThat(WaitWords.tell(new GoroutineEdges().edges(twice()), twice()))
                .containsExactly("dockerd 20 needs containerd 21: call");
    }

    /** Once the request was sent, the stack of who called has nothing that the reader has, only what the writer has. */
    @Test
    void writerOfAConnectionTellsWhereItsReaderDoesNot() {
        node.listener("/var/lib/kubelet/device-plugins/a.sock", shim.fd(31))
                .accepted("/var/lib/kubelet/device-plugins/a.sock", dockerd.fd(30), shim.fd(32));
        in(
                dockerd,
                create(125, 7L),
                grpcReader(56, 9, 8L, 9L),
                grpcReader(61, 30, 11L, 12L),
                grpcWriter(57, 8L, 9L, 10L),
                grpcWriter(62, 11L, 12L, 7L));
        assertThat(WaitWords.tell(new GoroutineEdges().edges(twice()), twice()))
                .containsExactly("dockerd 20 fd 30 needs containerd-shim 22 fd 32: call");
        in(
                dockerd,
                create(125, 7L),
                grpcReader(56, 9, 8L, 9L),
                grpcReader(61, 30, 11L, 12L),
                grpcWriter(57, 8L, 9L, 7L),
                grpcWriter(62, 11L, 12L, 7L));
        assertThat(new GoroutineEdges().edges(twice())).isEmpty();
    }

    /** Stacks are used again, and hold words of whoever used them before. */
    @Test
    void whatSomebodyAtAnotherFileHasAsWellIsNoSignOfAConnection() {
        node.listener("/var/lib/kubelet/device-plugins/a.sock", shim.fd(31))
                .accepted("/var/lib/kubelet/device-plugins/a.sock", dockerd.fd(30), shim.fd(32));
        in(
                dockerd,
                create(125, 7L, 13L),
                grpcReader(56, 9, 8L, 9L),
                grpcReader(61, 30, 11L, 12L),
                grpcWriter(57, 8L, 9L, 13L),
                grpcWriter(62, 11L, 12L, 7L),
                reader(70, 40, List.of(13L), "net.(*UnixListener).Accept"));
        assertThat(WaitWords.tell(new GoroutineEdges().edges(twice()), twice()))
                .containsExactly("dockerd 20 fd 30 needs containerd-shim 22 fd 32: call");
    }

    @Test
    void connectionThatMemoryDoesNotTellIsNotGuessed() {
        in(containerd, served(277, ONE, 7L), ttrpcReader(219, 17, 7L), ttrpcReader(235, 21, 7L));
        assertThat(new GoroutineEdges().edges(twice())).isEmpty();
    }

    @Test
    void callMayHaveGoneOutOfSight() {
        node.tcpTo("10.0.0.1:4000", dockerd.fd(11), "10.0.0.2:443");
        in(dockerd, create(125, 7L), grpcReader(56, 9, 7L), grpcReader(61, 10, 7L), grpcReader(62, 11, 7L));
        assertThat(new GoroutineEdges().edges(twice())).isEmpty();
    }

    @Test
    void callMayHaveGoneOverAConnectionThatWasOpenedLater() {
        in(dockerd, create(125, 7L), grpcReader(56, 9, 7L), grpcReader(61, 99, 7L));
        assertThat(WaitWords.tell(new GoroutineEdges().edges(twice()), twice()))
                .containsExactly("dockerd 20 inferred containerd 21: call");
    }

    @Test
    void callWhoseConnectionNobodyAcceptsYetWaitsForWhoShould() {
        node.pending(CONTAINERD, dockerd.fd(11));
        in(dockerd, create(125, 7L), create(126, 8L), grpcReader(56, 9, 8L), grpcReader(61, 11, 7L));
        assertThat(new GoroutineEdges().edges(twice()))
                .extracting(Edge::text)
                .containsExactly("goroutine 125 in Create (gRPC), 1 more");
    }

    @Test
    void theOnlyOneOfSeveralServersThatServesTheMethodIsInferred() {
        in(containerd, served(277, "", 7L), ttrpcReader(219, 17, 7L), ttrpcReader(235, 21, 7L));
        in(shim, waitsForRunc(53, ONE), ttrpcServer(52, 12));
        in(otherShim, ttrpcServer(52, 12));
        assertThat(WaitWords.tell(new GoroutineEdges().edges(twice()), twice()))
                .containsExactly("containerd 21 inferred containerd-shim 22: call");
        in(containerd, served(277, "", 7L), served(278, "", 7L), ttrpcReader(219, 17, 7L), ttrpcReader(235, 21, 7L));
        assertThat(new GoroutineEdges().edges(twice())).isEmpty();
    }

    @Test
    void callOfAProcessToItselfIsNoWaitForAnother() {
        node.listener("/run/own.sock", dockerd.fd(40)).accepted("/run/own.sock", dockerd.fd(41), dockerd.fd(42));
        in(dockerd, create(125, 7L), grpcReader(56, 9, 8L), grpcReader(61, 41, 7L));
        assertThat(new GoroutineEdges().edges(twice())).isEmpty();
        in(dockerd, create(125), grpcReader(56, 9, 7L), grpcReader(61, 41, 7L));
        assertThat(new GoroutineEdges().edges(twice())).isEmpty();
    }

    @Test
    void sameContainerAtTheOtherEndTellsWhereMemoryDoesNot() {
        in(containerd, served(277, ONE, 50L, 51L), ttrpcReader(219, 17, 50L), ttrpcReader(235, 21, 51L));
        in(shim, waitsForRunc(53, ONE, 60L), ttrpcServer(52, 12, 60L));
        in(otherShim, waitsForRunc(53, OTHER, 60L), ttrpcServer(52, 12, 60L));
        assertThat(WaitWords.tell(new GoroutineEdges().edges(twice()), twice()))
                .containsExactly("containerd 21 fd 17 needs containerd-shim 22 fd 12: call");
    }

    @Test
    void aGoroutineForAnotherContainerDoesNotServeTheCall() {
        in(containerd, served(277, ONE, 50L), ttrpcReader(219, 17, 50L));
        in(shim, waitsForRunc(53, OTHER, 60L), ttrpcServer(52, 12, 60L));
        assertThat(new GoroutineEdges().edges(twice()))
                .extracting(Edge::text)
                .containsExactly("goroutine 277 in Create of 111111111111 (ttrpc)");
    }

    @Test
    void waitForTheEndOfAContainerIsNoWaitForAnAnswer() {
        in(
                dockerd,
                goroutine(
                        5,
                        List.of(7L),
                        frame("google.golang.org/grpc.(*ClientConn).Invoke"),
                        frame("github.com/containerd/containerd/api/services/tasks/v1.(*tasksClient).Wait")),
                grpcReader(56, 9, 7L));
        assertThat(new GoroutineEdges().edges(twice())).isEmpty();
    }

    @Test
    void severalCallsOfTheSameProcessesAreOneWait() {
        in(dockerd, create(125, 7L), create(126, 7L), grpcReader(56, 9, 7L));
        assertThat(new GoroutineEdges().edges(twice()))
                .extracting(Edge::text)
                .containsExactly("goroutine 125 in Create (gRPC), 1 more");
    }

    @Test
    void asksForThoseAtTheFrontierButPid1() {
        assertThat(new GoroutineEdges().wants(node.view(), new Reach(Set.of(1, 20, 4711), Set.of())))
                .containsExactly(Goroutines.TYPE.key(20));
    }

    @Test
    void busCallTellsMethodAndUnit() {
        in(
                runc,
                goroutine(
                        1,
                        List.of(),
                        frame(
                                "github.com/godbus/dbus/v5.(*Object).CallWithContext",
                                "org.freedesktop.systemd1.Manager.StartTransientUnit"),
                        frame(
                                "github.com/coreos/go-systemd/v22/dbus.(*Conn).StartTransientUnitContext",
                                "docker-1.scope",
                                "replace")));
        assertThat(BusCalls.of(node.view(), 30))
                .map(BusCalls.BusCall::text)
                .contains("goroutine 1 in StartTransientUnit of docker-1.scope over the bus");
        assertThat(BusCalls.of(node.view(), 20)).isEmpty();
    }

    @Test
    void waiterOfAChildIsToldByTheContainerWhereThereAreSeveral() {
        var second = node.child(shim, 31, "runc").in("/run/x/" + OTHER).mountNamespace(5);
        in(shim, waitsForRunc(53, ONE), waitsForRunc(54, OTHER));
        var view = node.view();
        assertThat(ChildWaits.waiter(view, view.process(runc.pid()).orElseThrow()))
                .map(Goroutine::id)
                .contains(53L);
        assertThat(ChildWaits.waiter(view, view.process(second.pid()).orElseThrow()))
                .map(Goroutine::id)
                .contains(54L);
    }

    private static Goroutine inspect(long id, Long... shared) {
        return asked(id, "ContainerInspect", "", shared);
    }

    private static Goroutine asked(long id, String method, String container, Long... shared) {
        return goroutine(
                id,
                List.of(shared),
                frame("net/http.(*persistConn).roundTrip"),
                frame("net/http.(*Client).Do"),
                frame("github.com/docker/docker/client.(*Client).doRequest"),
                frame("github.com/docker/docker/client.(*Client)." + method, container));
    }

    private static Goroutine routed(long id, String function, String container, Long... shared) {
        return goroutine(
                id,
                List.of(shared),
                frame("sync.(*Mutex).Lock", container),
                frame("github.com/docker/docker/api/server/router/container.(*containerRouter)." + function),
                frame("net/http.serverHandler.ServeHTTP"),
                frame("net/http.(*conn).serve"));
    }

    @Test
    void startIsNotServedByWhoServesAnInspectOfTheSameContainer() {
        var kubelet = node.process(19, "kubelet");
        node.listener("/run/docker.sock", dockerd.fd(30)).accepted("/run/docker.sock", kubelet.fd(5), dockerd.fd(31));
        in(kubelet, asked(1, "ContainerStart", ONE, 7L), reader(8, 5, List.of(7L), "net/http.(*persistConn).readLoop"));
        var inspecting = routed(60, "getContainersByName", ONE, 9L);
        var starting = routed(62, "postContainersStart", ONE, 10L);
        var request = reader(61, 31, List.of(9L), "net/http.(*connReader).backgroundRead");
        in(dockerd, inspecting, request);
        assertThat(new GoroutineEdges().edges(twice()))
                .extracting(Edge::text)
                .containsExactly("goroutine 1 in ContainerStart of 111111111111 (HTTP)");
        in(dockerd, inspecting, starting, request);
        assertThat(new GoroutineEdges().edges(twice()))
                .extracting(Edge::text)
                .containsExactly("goroutine 1 in ContainerStart of 111111111111 (HTTP), goroutine 62 there");
    }

    @Test
    void anUnknownServerMayServeAnyMethod() {
        var kubelet = node.process(19, "kubelet");
        node.listener("/run/docker.sock", dockerd.fd(30)).accepted("/run/docker.sock", kubelet.fd(5), dockerd.fd(31));
        in(kubelet, asked(1, "ContainerStart", ONE, 7L), reader(8, 5, List.of(7L), "net/http.(*persistConn).readLoop"));
        in(
                dockerd,
                goroutine(60, List.of(9L), frame("example.com/own.start"), frame("net/http.serverHandler.ServeHTTP")),
                reader(61, 31, List.of(9L), "net/http.(*connReader).backgroundRead"));
        assertThat(new GoroutineEdges().edges(twice()))
                .extracting(Edge::text)
                .containsExactly("goroutine 1 in ContainerStart of 111111111111 (HTTP), goroutine 60 there");
    }

    @Test
    void requestToDockerLeadsToTheGoroutineThatWaitsForALock() {
        var kubelet = node.process(19, "kubelet");
        node.listener("/run/docker.sock", dockerd.fd(30)).accepted("/run/docker.sock", kubelet.fd(5), dockerd.fd(31));
        in(kubelet, inspect(1, 7L), reader(8, 5, List.of(7L), "net/http.(*persistConn).readLoop"));
        in(
                dockerd,
                new Goroutine(
                        60,
                        "semacquire",
                        -1,
                        false,
                        List.of(
                                frame("sync.(*Mutex).Lock"),
                                frame("github.com/docker/docker/daemon.(*Daemon).ContainerInspect"),
                                frame("net/http.serverHandler.ServeHTTP"),
                                frame("net/http.(*conn).serve")),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(9L)),
                reader(61, 31, List.of(9L), "net/http.(*connReader).backgroundRead"));
        var edges = new GoroutineEdges().edges(twice());
        assertThat(WaitWords.tell(edges, twice()))
                .containsExactly("kubelet 19 fd 5 needs dockerd 20 goroutine 60 fd 31: call");
        assertThat(edges)
                .extracting(Edge::text)
                .containsExactly("goroutine 1 in ContainerInspect (HTTP), goroutine 60 there");
    }

    @Test
    void channelWaitedOnTellsMoreThanWordsLeftOver() {
        var call = new Goroutine(
                277,
                "select",
                -1,
                false,
                served(277, "").frames(),
                Optional.empty(),
                Optional.of(new Blocked.OnChannels(List.of(new Goroutine.Channel(50L, 0, 0, false)))),
                List.of(50L, 51L, 52L, 53L));
        in(containerd, call, ttrpcReader(219, 17, 50L), ttrpcReader(235, 21, 51L, 52L, 53L));
        in(shim, waitsForRunc(53, ONE, 60L), ttrpcServer(52, 12, 60L));
        assertThat(WaitWords.tell(new GoroutineEdges().edges(twice()), twice()))
                .containsExactly("containerd 21 fd 17 needs containerd-shim 22 fd 12: call");
    }
}
