package io.nodethaw.format.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Logged;
import io.nodethaw.format.Piece;
import io.nodethaw.format.Texts;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StackTextsTest {
    private static List<String> told(String text) throws IOException {
        return Texts.read(text, new StackTexts()).tasks().stream()
                .map(task -> task.tid().map(String::valueOf).orElse("?") + " " + task.comm() + task.state() + " "
                        + String.join(" < ", task.functions()))
                .toList();
    }

    @Test
    void theCommandTellsWhoseItIs() throws IOException {
        assertThat(told("""
                # cat /proc/1234/stack
                [<0>] rpc_wait_bit_killable+0x24/0xb0 [sunrpc]
                [<0>] nfs4_proc_getattr+0x6f/0x110 [nfsv4]

                # cat /proc/1235/task/1236/stack
                [<ffffffff811f5d0b>] ep_poll+0x2cb/0x340
                [<ffffffffffffffff>] 0xffffffffffffffff
                """)).containsExactly("1234 ? rpc_wait_bit_killable < nfs4_proc_getattr", "1236 ? ep_poll");
    }

    @Test
    void soDoesThePathBeforeEachLineAndAHeading() throws IOException {
        assertThat(told("""
                /proc/7/stack:[<0>] do_wait+0x1/0x2
                /proc/7/stack:[<0>] kernel_wait4+0x1/0x2
                /proc/8/task/9/stack:[<0>] io_schedule+0x1/0x2
                ==> /proc/10/stack <==
                [<0>] fuse_wait_answer+0x1/0x2
                pid 11 (dockerd)
                [<0>] percpu_rwsem_wait+0x1/0x2
                pid 12
                    stack: [<0>] do_exit+0x1/0x2
                """))
                .containsExactly(
                        "7 ? do_wait < kernel_wait4",
                        "9 ? io_schedule",
                        "10 ? fuse_wait_answer",
                        "11 dockerd? percpu_rwsem_wait",
                        "12 ? do_exit");
    }

    @Test
    void waitChannelsStandAfterTheirCommandOrTheirPath() throws IOException {
        var tasks = Texts.read("""
                        # cat /proc/123558/wchan ; echo
                        zap_pid_ns_processes
                        # cat /proc/126411/wchan
                        0
                        and then nothing
                        /proc/77/wchan:pipe_read
                        # cat /proc/78/wchan
                        request_wait_answer[root@node ~]#
                        """, new StackTexts()).tasks();
        assertThat(tasks.stream()
                        .filter(task -> !task.wchan().isEmpty())
                        .map(task -> task.tid().orElseThrow() + " " + task.wchan()))
                .containsExactly("123558 zap_pid_ns_processes", "77 pipe_read");
    }

    @Test
    void theStatusFileTellsNameAndState() throws IOException {
        assertThat(told("""
                $ cat /proc/77/status
                Name:	runc:[2:INIT]
                Umask:	0022
                State:	D (disk sleep)
                Tgid:	77
                Pid:	77
                PPid:	60
                """)).containsExactly("77 runc:[2:INIT]D ");
    }

    @Test
    void thePromptTellsWhoseItIs() throws IOException {
        assertThat(told("root@n1:/proc/77/task/79# cat stack\n[<0>] __mutex_lock+0x1/0x2\n[<0>] rtnl_lock+0x1/0x2\n"))
                .containsExactly("79 ? __mutex_lock < rtnl_lock");
        assertThat(told("$ cd /proc/77\n$ cat stack\n[<0>] __mutex_lock+0x1/0x2\n[<0>] rtnl_lock+0x1/0x2\n"))
                .containsExactly("77 ? __mutex_lock < rtnl_lock");
    }

    @Test
    void aFrozenTaskIsToldWhoeverItIs() throws IOException {
        assertThat(Texts.read("[<0>] __refrigerator+0x3f/0x160\n[<0>] get_signal+0x5/0x590\n", new StackTexts())
                        .evidence()
                        .allSeen(Logged.TYPE))
                .singleElement()
                .satisfies(said -> assertThat(said.about()).isEqualTo("the cgroup of that process"));
    }

    @Test
    void aTaskThatSleepsInGetSignalIsFrozenAndOneThatIsStoppedThereIsNot() throws IOException {
        var text = "Name:\tx\nState:\tS (sleeping)\nPid:\t77\n[<0>] get_signal+0x5/0x590\n";
        assertThat(Texts.read(text, new StackTexts()).evidence().allSeen(Logged.TYPE))
                .singleElement()
                .satisfies(said -> assertThat(said.about()).isEqualTo("the cgroup of process 77"));
        assertThat(Texts.read(text.replace("S (sleeping)", "T (stopped)"), new StackTexts())
                        .evidence()
                        .allSeen(Logged.TYPE))
                .isEmpty();
    }

    @Test
    void aStackAloneIsOfSomebody() throws IOException {
        assertThat(told("it hangs in\n[<0>] __mutex_lock+0x1/0x2\n[<0>] rtnl_lock+0x1/0x2\nwhat now?\n"))
                .containsExactly("? ? __mutex_lock < rtnl_lock");
    }

    @Test
    void framesOfAKernelLogAreNotOfThisKind() throws IOException {
        assertThat(Texts.recognises("[ 1.5]  [<ffffffff8168c169>] schedule+0x29/0x70\n", new StackTexts()))
                .isFalse();
    }

    private static Piece read(String text) throws IOException {
        return Texts.read(text, new StackTexts());
    }

    @Test
    void theyAreCalledWhatTheyAre() throws IOException {
        assertThat(read("[<0>] do_wait+0x1/0x2\n").what()).isEqualTo("kernel stacks");
    }
}
