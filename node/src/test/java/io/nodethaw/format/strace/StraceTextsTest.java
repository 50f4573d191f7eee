package io.nodethaw.format.strace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Logged;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.format.Piece;
import io.nodethaw.format.Texts;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StraceTextsTest {
    private static Piece read(String text) throws IOException {
        return Texts.read(text, new StraceTexts());
    }

    private static List<String> calls(String text) throws IOException {
        return read(text).tasks().stream()
                .flatMap(task -> task.call().stream()
                        .map(call -> task.comm() + " " + task.pid().orElse(0) + "/"
                                + task.tid().orElse(0) + " " + call.name()
                                + call.fd().map(fd -> " " + fd).orElse("")
                                + call.target().map(target -> " " + target).orElse("")
                                + call.child().map(child -> " child " + child).orElse("")))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[pid  2213] 11:02:14.113 newfstatat(AT_FDCWD, \"/data/x\",  <unfinished ...>",
                "[pid 2213] newfstatat(AT_FDCWD, \"/data/x\", ",
                "2213  11:02:14 newfstatat(AT_FDCWD, \"/data/x\", <unfinished ...>",
                "2213 1715779921.123456 newfstatat(AT_FDCWD, \"/data/x\", ^Cstrace: Process 2213 detached",
                "2213      0.000012 newfstatat(AT_FDCWD, \"/data/x\", <detached ...>",
            })
    void callThatHasNotComeBackIsWhatTheThreadWaitsIn(String line) throws IOException {
        assertThat(calls("2213 close(3) = 0\n" + line + "\n"))
                .containsExactly("traced program 2213/2213 newfstatat /data/x");
    }

    /** What is written has no part in whom the writer waits for. */
    @Test
    void dataIsNoPath() throws IOException {
        assertThat(calls("""
                        2213 close(3) = 0
                        2213 write(2, "/data/x", 7 <unfinished ...>
                        """)).containsExactly("traced program 2213/2213 write 2");
        assertThat(calls("""
                        2213 close(3) = 0
                        2213 unlinkat(5, "x", 0 <unfinished ...>
                        """)).containsExactly("traced program 2213/2213 unlinkat 5 x");
    }

    @Test
    void callThatIsResumedHasComeBack() throws IOException {
        assertThat(calls("""
                        strace: Process 10 attached with 2 threads
                        [pid 11] openat(AT_FDCWD, "/x", O_RDONLY <unfinished ...>
                        [pid 10] read(3, "", 10) = 0 <0.000010>
                        [pid 11] <... openat resumed>) = 7
                        [pid 11] read(7,  <unfinished ...>
                        """)).containsExactly("traced program 10/11 read 7 /x");
    }

    @Test
    void threadsAndChildrenAreToldApart() throws IOException {
        assertThat(calls("""
                        strace -f -p 10
                        [pid 10] execve("/usr/bin/runc", ["runc", "create"], 0x7f /* 3 vars */) = 0
                        [pid 10] clone(child_stack=0xc0, flags=CLONE_VM|CLONE_THREAD) = 12
                        [pid 10] clone(child_stack=NULL, flags=CLONE_CHILD_SETTID|SIGCHLD) = 13
                        [pid 12] wait4(13,  <unfinished ...>
                        [pid 13] unlinkat(5, "y", 0 <unfinished ...>
                        """)).containsExactly("runc 10/12 wait4 child 13", "runc 13/13 unlinkat 5 y");
    }

    @Test
    void otherEndOfASocketIsKnown() throws IOException {
        var piece = read("""
                strace: Process 20133 attached with 2 threads
                [pid 20133] read(9<UNIX-STREAM:[48211->48212,"/run/dbus/system_bus_socket"]>,  <unfinished ...>
                [pid 20134] futex(0xc00, FUTEX_WAIT_PRIVATE, 0, NULL <unfinished ...>
                """);
        assertThat(piece.what()).isEqualTo("a log of strace");
        assertThat(piece.tasks())
                .singleElement()
                .satisfies(
                        task -> assertThat(task.call().orElseThrow().target()).contains("/run/dbus/system_bus_socket"));
        assertThat(piece.evidence().seen(Descriptors.TYPE, 20133).orElseThrow().open())
                .containsExactly(new Descriptors.Descriptor(9, "socket:[48211]"));
        assertThat(piece.evidence().seen(UnixSockets.TYPE).orElseThrow().sockets())
                .extracting(UnixSockets.Socket::inode, UnixSockets.Socket::peer, UnixSockets.Socket::path)
                .containsExactly(tuple(48211L, 48212L, ""), tuple(48212L, 48211L, "/run/dbus/system_bus_socket"));
    }

    @Test
    void socketIsKnownByItsConnect() throws IOException {
        assertThat(calls("""
                        77 socket(AF_UNIX, SOCK_STREAM, 0) = 3
                        77 connect(3, {sa_family=AF_UNIX, sun_path="/run/containerd/containerd.sock"}, 34) = 0
                        77 recvfrom(3,
                        """)).containsExactly("traced program 77/77 recvfrom 3 /run/containerd/containerd.sock");
    }

    @Test
    void threadsThatRestWaitForNobody() throws IOException {
        var piece = read("""
                strace: Process 812 attached with 2 threads
                [pid 813] epoll_pwait(4,  <unfinished ...>
                [pid 812] futex(0x55d0, FUTEX_WAIT_PRIVATE, 0, NULL <detached ...>
                """);
        assertThat(piece.tasks()).isEmpty();
        assertThat(piece.notes()).singleElement().asString().contains("process 812: 2 threads rest");
    }

    @Test
    void threadThatHasEndedWaitsForNothing() throws IOException {
        assertThat(calls("7 read(3, \"a\", 1) = 1\n7 exit_group(0) = ?\n7 +++ exited with 0 +++\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"main(0x1)", "call foo(bar) = baz", "[pid 7] said (something", "read(the manual) first"})
    void otherTextsAreNotLogsOfStrace(String line) throws IOException {
        assertThat(Texts.recognises(line + "\n", new StraceTexts())).isFalse();
    }

    private static final String FREEZING = """
            strace: Process 21774 attached
            read(5, "FREEZING\\n", 4096) = 9
            close(5) = 0
            nanosleep({0, 1000000}, NULL) = 0
            open("/sys/fs/cgroup/freezer/kubepods/pod7/freezer.state", O_RDONLY) = 5
            read(5, "FREEZING\\n", 4096) = 9
            """;

    private static List<String> frozen(String text) throws IOException {
        return read(text)
                .evidence()
                .allSeen(Logged.TYPE)
                .map(said -> said.sign() + " " + said.about() + ": " + said.text() + " (" + said.times() + ")")
                .toList();
    }

    @Test
    void whoReadsFreezingAgainAndAgainWaitsForThatGroup() throws IOException {
        assertThat(frozen(FREEZING))
                .containsExactly(
                        "FROZEN /sys/fs/cgroup/freezer/kubepods/pod7: traced program 21774 reads FREEZING of its "
                                + "freezer.state, and nothing else after that (2)");
        assertThat(frozen(FREEZING.replaceAll(".*open\\(.*\\R", "")))
                .singleElement()
                .asString()
                .startsWith("FROZEN the cgroup that traced program 21774 freezes: ");
        assertThat(frozen(FREEZING.replace("open(\"/sys/fs/cgroup/", "openat2(3, \"")))
                .singleElement()
                .asString()
                .startsWith("FROZEN /sys/fs/cgroup/freezer/kubepods/pod7: ");
        assertThat(frozen(FREEZING.replace("read(5,", "read(5</sys/fs/cgroup/freezer/docker/x/freezer.state>,")))
                .singleElement()
                .asString()
                .startsWith("FROZEN /sys/fs/cgroup/freezer/docker/x: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "read(5, \"THAWED\\n\", 4096) = 7\n",
                "write(6, \"THAWED\", 6) = 6\n",
                "read(5, \"FROZEN\\n\", 4096) = 7\n"
            })
    void groupThatGetsThereOrIsThawedIsNoWait(String end) throws IOException {
        assertThat(frozen(FREEZING + end)).isEmpty();
    }

    @Test
    void readOnceItIsOfTheMomentAndOtherFilesAreOther() throws IOException {
        assertThat(frozen(FREEZING.replaceFirst("read.*\\R", ""))).isEmpty();
        assertThat(frozen(FREEZING.replace("FREEZING", "THAWED"))).isEmpty();
        assertThat(frozen(FREEZING.replace("FREEZING", "FREEZING it"))).isEmpty();
        assertThat(frozen(FREEZING.replace("read(5,", "read(5</tmp/notes>,"))).isEmpty();
    }
}
