package io.nodethaw.wait.go;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.wait.go.Occupation.OccupationKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OccupationTest {
    private static Occupation of(String state, String... functions) {
        var frames = Arrays.stream(functions)
                .map(function -> new Goroutine.Frame(function, "", "/src/a.go", 1, 1, false, List.of()))
                .toList();
        return Occupation.of(new Goroutine(7, state, 3, false, frames, Optional.empty(), Optional.empty(), List.of()));
    }

    @Test
    void callsAreNamedWithWhoMadeThem() {
        assertThat(of(
                        "select",
                        "google.golang.org/grpc.(*ClientConn).Invoke",
                        "example.org/api.(*tasksClient).Create",
                        "example.org/daemon.(*Daemon).start"))
                .isEqualTo(new Occupation(
                        OccupationKind.CALL, "the answer to Create (gRPC)", "example.org/daemon.(*Daemon).start"));
        assertThat(of(
                        "select",
                        "net/http.(*persistConn).roundTrip",
                        "net/http.(*Transport).RoundTrip",
                        "example.org/client.Fetch"))
                .isEqualTo(
                        new Occupation(OccupationKind.CALL, "the answer to a call (HTTP)", "example.org/client.Fetch"));
        assertThat(of(
                        "chan receive",
                        "github.com/coreos/go-systemd/v22/dbus.(*Conn).startJob",
                        "github.com/coreos/go-systemd/v22/dbus.(*Conn).StopUnitContext",
                        "example.org/cgroups.stopUnit"))
                .isEqualTo(new Occupation(
                        OccupationKind.CALL, "the answer to StopUnit (D-Bus)", "example.org/cgroups.stopUnit"));
        assertThat(of(
                        "IO wait",
                        "internal/poll.(*FD).WaitWrite",
                        "net.(*netFD).connect",
                        "net.(*Dialer).Dial",
                        "main.dial"))
                .isEqualTo(new Occupation(OccupationKind.CALL, "a connection", "main.dial"));
    }

    @Test
    void callsOfTheSystemWritesAndChildrenAreOutstandingToo() {
        assertThat(of("syscall", "syscall.Syscall", "syscall.Flock", "main.lock"))
                .isEqualTo(new Occupation(OccupationKind.SYSTEM_CALL, "the system call flock", "main.lock"));
        assertThat(of(
                        "syscall",
                        "syscall.Syscall",
                        "syscall.write",
                        "internal/poll.(*FD).Write",
                        "os.(*File).Write",
                        "main.log"))
                .extracting(Occupation::kind)
                .isEqualTo(OccupationKind.WRITE);
        assertThat(of("IO wait", "internal/poll.(*FD).Write", "net.(*conn).Write", "main.send"))
                .isEqualTo(new Occupation(OccupationKind.WRITE, "a reader of what it writes", "main.send"));
        assertThat(of("syscall", "os.(*Process).wait", "os/exec.(*Cmd).Wait", "main.run"))
                .isEqualTo(new Occupation(OccupationKind.CHILD, "the end of a child", "main.run"));
        assertThat(of("syscall", "runtime.cgocall", "main.query"))
                .extracting(Occupation::what)
                .isEqualTo("C code");
    }

    @Test
    void whoServesOrWorksBelowALoopIsNotIdle() {
        assertThat(of(
                                "chan receive",
                                "github.com/containerd/containerd/sys/reaper.(*Monitor).Wait",
                                "github.com/containerd/go-runc.(*Runc).Create",
                                "github.com/containerd/containerd/pkg/process.(*Init).Create",
                                "github.com/containerd/ttrpc.(*serverConn).run.func2")
                        .kind())
                .isEqualTo(OccupationKind.CHILD);
        assertThat(of(
                                "sync.Mutex.Lock",
                                "sync.(*Mutex).Lock",
                                "main.work",
                                "google.golang.org/grpc.(*Server).serverWorker")
                        .kind())
                .isNotEqualTo(OccupationKind.IDLE);
        assertThat(of(
                                "syscall",
                                "syscall.Syscall",
                                "syscall.Flock",
                                "main.relist",
                                "k8s.io/apimachinery/pkg/util/wait.BackoffUntil")
                        .kind())
                .isEqualTo(OccupationKind.SYSTEM_CALL);
    }

    @Test
    void loopThatWaitsForTheNextMomentOrRequestIsIdle() {
        assertThat(of("select", "k8s.io/apimachinery/pkg/util/wait.BackoffUntil", "main.main.func1")
                        .kind())
                .isEqualTo(OccupationKind.IDLE);
        assertThat(of("chan receive", "google.golang.org/grpc.(*Server).serverWorker")
                        .kind())
                .isEqualTo(OccupationKind.IDLE);
        assertThat(of(
                                "IO wait",
                                "internal/poll.(*FD).Read",
                                "net.(*conn).Read",
                                "io.ReadFull",
                                "github.com/containerd/ttrpc.(*channel).recv",
                                "github.com/containerd/ttrpc.(*serverConn).run.func2")
                        .kind())
                .isEqualTo(OccupationKind.IDLE);
    }

    @Test
    void whatLastsAsLongAsAContainerOrItsListenerIsIdle() {
        assertThat(of("select", "github.com/containerd/ttrpc.(*Client).Call", "api.(*taskClient).Wait")
                        .kind())
                .isEqualTo(OccupationKind.IDLE);
        assertThat(of(
                                "select",
                                "google.golang.org/grpc.(*clientStream).RecvMsg",
                                "github.com/containerd/containerd.(*eventRemote).Subscribe.func1")
                        .kind())
                .isEqualTo(OccupationKind.IDLE);
        assertThat(of(
                                "select",
                                "containerd/services/events.(*service).Subscribe",
                                "containerd/api/services/events/v1._Events_Subscribe_Handler",
                                "google.golang.org/grpc.(*Server).handleStream")
                        .kind())
                .isEqualTo(OccupationKind.IDLE);
    }

    @Test
    void mainAndTheRuntimeAreIdleUnlessTheyCall() {
        assertThat(of("chan receive", "main.main").kind()).isEqualTo(OccupationKind.IDLE);
        assertThat(of("semacquire", "sync.runtime_Semacquire", "sync.(*WaitGroup).Wait", "main.main")
                        .kind())
                .isEqualTo(OccupationKind.IDLE);
        assertThat(of("syscall", "syscall.Syscall", "syscall.fsync", "main.main")
                        .kind())
                .isEqualTo(OccupationKind.SYSTEM_CALL);
        assertThat(of("chan send", "main.main").kind()).isEqualTo(OccupationKind.OTHER);
        assertThat(of("GC worker (idle)", "runtime.gopark").kind()).isEqualTo(OccupationKind.IDLE);
        assertThat(of("running", "command.dumpStacks", "command.handleSignals.func1")
                        .kind())
                .isEqualTo(OccupationKind.IDLE);
    }

    @Test
    void aLockIsToldApartAlsoWithoutItsAddress() {
        assertThat(of("sync.Mutex.Lock", "sync.(*Mutex).Lock", "main.f"))
                .isEqualTo(new Occupation(OccupationKind.LOCK, "a mutex", "main.f"));
        assertThat(of("sync.WaitGroup.Wait", "sync.(*WaitGroup).Wait", "main.f").kind())
                .isEqualTo(OccupationKind.OTHER);
    }
}
