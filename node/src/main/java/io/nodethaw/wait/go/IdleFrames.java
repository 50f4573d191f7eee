package io.nodethaw.wait.go;

import io.nodethaw.evidence.FunctionNames;
import io.nodethaw.evidence.Goroutine;
import java.util.Set;

/**
 * Loops that wait until there is work, known by a function that does nothing else. The names are the same in all versions
 * listed; a star at the end stands for the rest of a name, a star in front for the module that a package was copied into.
 */
final class IdleFrames {
    /** Go 1.5 to 1.27, Kubernetes: the next connection, request, signal or piece of work; none of them ever calls for it. */
    private static final FunctionNames NEXT = FunctionNames.of(
            "net.(*TCPListener).Accept*",
            "net.(*UnixListener).Accept*",
            "net/http.(*conn).readRequest",
            "net/http.(*connReader).backgroundRead",
            "os/signal.signal_recv",
            "*workqueue.(*Type).Get",
            "*workqueue.(*Typed[...]).Get");

    /**
     * Kubernetes, gRPC, ttrpc: they wait for the next moment or request, and then do in the same goroutine what has to be done:
     * such a function waits only while it is the innermost one that tells anything.
     */
    private static final FunctionNames BETWEEN_WORK = FunctionNames.of(
            "*k8s.io/apimachinery/pkg/util/wait.BackoffUntil",
            "*k8s.io/apimachinery/pkg/util/wait.BackoffUntilWithContext",
            "*k8s.io/apimachinery/pkg/util/wait.JitterUntil",
            "*k8s.io/apimachinery/pkg/util/wait.loopConditionUntilContext",
            "*google.golang.org/grpc.(*Server).serverWorker",
            "*ttrpc.(*serverConn).run.*");

    private static final FunctionNames LOOPS = FunctionNames.of(
            // Go 1.5 to 1.27: what keeps a connection, or hands signals on
            "net/http.(*persistConn).readLoop",
            "net/http.(*persistConn).writeLoop",
            "net/http.(*http2clientConnReadLoop).run",
            "net/http.(*http2serverConn).serve",
            "net/http.(*http2serverConn).readFrames",
            "os/signal.loop",
            // gRPC 1.12 to 1.76, ttrpc 1.0 to 1.2, golang.org/x/net/http2: loops that maintain a connection
            "*google.golang.org/grpc/internal/transport.(*http2Client).reader",
            "*google.golang.org/grpc/internal/transport.(*http2Client).keepalive",
            "*google.golang.org/grpc/internal/transport.(*http2Server).HandleStreams",
            "*google.golang.org/grpc/internal/transport.(*http2Server).keepalive",
            "*google.golang.org/grpc/internal/transport.(*loopyWriter).run",
            "*google.golang.org/grpc/internal/transport.loopyWriter",
            "*google.golang.org/grpc/transport.(*http2Client).reader",
            "*google.golang.org/grpc/transport.(*http2Server).HandleStreams",
            "*google.golang.org/grpc/transport.loopyWriter",
            "*google.golang.org/grpc/internal/grpcsync.(*CallbackSerializer).run",
            "*google.golang.org/grpc.(*ccBalancerWrapper).watcher",
            "*google.golang.org/grpc.(*ccResolverWrapper).watcher",
            "*google.golang.org/grpc.(*addrConn).resetTransport",
            "*ttrpc.(*serverConn).run",
            "*ttrpc.(*channel).recv",
            "*ttrpc.(*Client).run",
            "*ttrpc.(*Client).receiveLoop",
            "*ttrpc.(*receiver).run",
            "*golang.org/x/net/http2.(*clientConnReadLoop).run",
            "*golang.org/x/net/http2.(*serverConn).serve",
            "*golang.org/x/net/http2.(*serverConn).readFrames",
            // godbus: the next message
            "*godbus/dbus/v5.(*Conn).inWorker",
            "*godbus/dbus.(*Conn).inWorker",
            // files that change, events of the kernel
            "*fsnotify.(*Watcher).readEvents",
            "*fsnotify.(*inotify).readEvents",
            "*inotify.(*Watcher).readEvents",
            "*netlink.addrSubscribeAt.*",
            "*netlink.linkSubscribeAt.*",
            "*netlink.routeSubscribeAt.*",
            "*netlink.neighSubscribeAt.*",
            "*overlay.(*network).watchMiss*",
            "*overlay.(*driver).watchMiss*",
            "*unix.EpollWait",
            "syscall.EpollWait",
            // Kubernetes, klog, glog, opencensus
            "*k8s.io/apimachinery/pkg/watch.(*StreamWatcher).receive",
            "*k8s.io/apimachinery/pkg/watch.(*Broadcaster).loop",
            "*k8s.io/client-go/tools/cache.(*Reflector).*",
            "*k8s.io/client-go/tools/cache.(*processorListener).*",
            "*klog.(*loggingT).flushDaemon",
            "*klog/v2.(*loggingT).flushDaemon",
            "*klog/v2.(*flushDaemon).run*",
            "*glog.(*loggingT).flushDaemon",
            "*go.opencensus.io/stats/view.(*worker).start",
            "*k8s.io/apimachinery/pkg/util/wait.contextForChannel.func1",
            "*k8s.io/apimachinery/pkg/util/wait.poller.func1.1",
            "*k8s.io/client-go/tools/cache.(*controller).Run.func1",
            "*k8s.io/client-go/tools/record.(*eventBroadcasterImpl).StartEventWatcher.func1",
            // Go 1.7 to 1.27, ttrpc, gRPC, containerd: a helper that waits for the end of the work it helps with
            "context.propagateCancel.func1",
            "context.(*cancelCtx).propagateCancel.func2",
            "os/exec.(*Cmd).watchCtx.func1",
            "*ttrpc.(*Client).run.func1",
            "*google.golang.org/grpc.newClientStream.func5",
            "*containerd/events/exchange.(*Exchange).Subscribe.func3",
            // the goroutine that wrote the dump
            "*.dumpStacks",
            "*.DumpStacks",
            "runtime/debug.Stack",
            "runtime/pprof.writeGoroutineStacks",
            // work that lasts as long as a container: its output, the runtime that dockerd started, its proxies
            "*containerd/fifo.openFifo*",
            "*containerd/fifo.(*fifo).Read",
            "*containerd/runtime/v2.copyPipes*",
            "*docker/pkg/ioutils.(*BytesPipe).Read",
            "*docker/daemon/logger.(*Copier).copySrc",
            "*docker/container/stream.(*Config).CopyStreams.*",
            "*libcontainerd/supervisor.(*remote).*",
            "*portmapper.(*proxyCommand).*");

    /** Wait reasons that only goroutines of the Go runtime itself have (runtime/runtime2.go, waitReasonStrings). */
    private static final Set<String> OF_THE_RUNTIME = Set.of(
            "force gc (idle)",
            "GC sweep wait",
            "GC scavenge wait",
            "GC worker (idle)",
            "GC assist marking",
            "finalizer wait",
            "cleanup wait",
            "trace reader (blocked)",
            "idle");

    private static final Set<String> STATES = Set.of(
            "chan receive",
            "chan receive (nil chan)",
            "select",
            "select (no cases)",
            "semacquire",
            "sync.WaitGroup.Wait",
            "sync.Cond.Wait",
            "sleep",
            "IO wait");

    private static final String MAIN = "main.main";

    private IdleFrames() {}

    /** True when the goroutine is in a loop that is known to wait for work. */
    static boolean has(Goroutine goroutine) {
        return waitsForNext(goroutine)
                || KnownFrames.has(goroutine, LOOPS)
                || OF_THE_RUNTIME.contains(goroutine.state());
    }

    /** True for one that waits until something comes. */
    static boolean waitsForNext(Goroutine goroutine) {
        return KnownFrames.has(goroutine, NEXT) || BETWEEN_WORK.has(Occupation.title(goroutine.frames()));
    }

    /** True for the main goroutine when it waits for other goroutines of its program, as that of a daemon does all its life. */
    static boolean isMain(Goroutine goroutine) {
        boolean main =
                goroutine.frames().stream().anyMatch(frame -> frame.function().equals(MAIN));
        return main && STATES.contains(goroutine.state());
    }
}
