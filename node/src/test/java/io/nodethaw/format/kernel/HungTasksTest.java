package io.nodethaw.format.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.format.Piece;
import io.nodethaw.format.Texts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HungTasksTest {
    private static Piece read(String text) throws IOException {
        return Texts.read(text, new HungTasks());
    }

    @Test
    void taskStateStackAndTheTimeThatTheKernelTells() throws IOException {
        var piece = read("""
                [  242.660294] INFO: task containerd:3834 blocked for more than 120 seconds.
                [  242.736384]       Tainted: P           O     4.15.0-29-generic #31
                [  242.736390] "echo 0 > /proc/sys/kernel/hung_task_timeout_secs" disables this message.
                [  242.913640] containerd      D    0  3834      1 0x00000000
                [  242.913642] Call Trace:
                [  242.913648]  __schedule+0x291/0x8a0
                [  242.913649]  ? __switch_to_asm+0x34/0x70
                [  242.913652]  __mutex_lock.isra.2+0x18c/0x4d0
                [  242.913658]  cgroup_kn_lock_live+0x4c/0x2a0 [x]
                [  242.913665] RIP: 0033:0x7f
                [  242.913668]  not_a_frame+0x1/0x2
                """);
        assertThat(piece.what()).isEqualTo("a kernel log");
        assertThat(piece.tasks()).singleElement().satisfies(task -> {
            assertThat(task.comm()).isEqualTo("containerd");
            assertThat(task.tid()).contains(3834);
            assertThat(task.parent()).isEqualTo(1);
            assertThat(task.state()).isEqualTo('D');
            assertThat(task.held()).contains(Duration.ofMinutes(2));
            assertThat(task.functions()).containsExactly("__schedule", "__mutex_lock", "cgroup_kn_lock_live");
            assertThat(task.origin().line()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker        D ffff88003e2a3c38     0  3834      1 0x00000080",
                "jbd2/sda-8      D22600  3834      2 0x80000000",
                "task:containerd-shim state:D stack:    0 pid:  3834 ppid:     1 flags:0x4002",
                "task:kworker/u8:1 state:D stack:0     pid:3834  tgid:3834  ppid:2      task_flags:0x4208060 flags:0x00004000",
            })
    void theLineBeforeTheStackHasHadManyForms(String state) throws IOException {
        var piece = read(
                "INFO: task a b:c:3834 blocked for more than 241 seconds.\n" + state
                        + "\nCall Trace:\n <TASK>\n [<ffffffff8168c169>] schedule+0x29/0x70\n rpc_wait_bit_killable+0x24/0xa0\n");
        assertThat(piece.tasks()).singleElement().satisfies(task -> {
            assertThat(task.comm()).isEqualTo("a b:c");
            assertThat(task.functions()).containsExactly("schedule", "rpc_wait_bit_killable");
            assertThat(task.parent()).isPositive();
        });
    }

    @Test
    void aStackOfGuessesBeginsWhereTheTaskWentToSleep() throws IOException {
        assertThat(read("""
                        [624960.2] INFO: task kworker/u4:0:3416 blocked for more than 120 seconds.
                        [624960.2] kworker/u4:0    D ffffffff     0  3416      2 0x00000000
                        [624960.2] Call Trace:
                        [624960.2]  [<c107c0e2>] ? sched_clock_local+0xb2/0x190
                        [624960.2]  [<c13edfbf>] ? __mutex_lock_slowpath+0x14f/0x1d0
                        [624960.2]  [<c13edc1d>] ? mutex_lock+0x1d/0x40
                        [624960.2]  [<c13d1a0b>] ? sub_close+0x1b/0xe0
                        """).tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.functions())
                        .containsExactly("__mutex_lock_slowpath", "mutex_lock", "sub_close"));
    }

    @Test
    void otherProcessorsPrintTheirStacksInOtherWays() throws IOException {
        var power = read("""
                [  242.0] INFO: task kubelet:77 blocked for more than 120 seconds.
                [  242.1] kubelet  D12048 77   2776 0x00040008
                [  242.2] Call Trace:
                [  242.3] [c000000049a87530] [c000000049a875a0] 0xc000000049a875a0 (unreliable)
                [  242.4] [c000000049a877c0] [c0000000000286fc] __schedule+0x3cc/0xed0
                [  242.5] [c000000049a87a10] [c0000000005f7dc8] io_wait+0x188/0x2a0
                """);
        var arm = read("""
                [  242.0] INFO: task kubelet:77 blocked for more than 120 seconds.
                [  242.1] task:kubelet  state:D stack:    0 pid:77 ppid:  6326 flags:0x00000001
                [  242.2] Backtrace:
                [  242.3] [<80c1e5e8>] (__schedule) from [<80c1eb20>] (schedule+0x60/0xdc)
                [  242.4] [<80c1eb20>] (io_wait) from [<80c1ec14>] (io_schedule+0x48/0x6c)
                """);
        for (var piece : List.of(power, arm)) {
            assertThat(piece.tasks().getFirst().functions()).containsExactly("__schedule", "io_wait");
        }
    }

    @Test
    void aRepeatedReportMakesTheWaitLonger() throws IOException {
        var piece = read("""
                [  242.0] INFO: task runc:77 blocked for more than 120 seconds.
                [  363.0] INFO: task runc:77 blocked for more than 120 seconds.
                """);
        assertThat(piece.tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.held().orElseThrow()).isGreaterThanOrEqualTo(Duration.ofMinutes(2)));
    }

    @Test
    void aLogThatGoesOnWithoutAnotherReportSaysThatItIsOver() throws IOException {
        var piece = read("""
                [  242.0] INFO: task mount:77 blocked for more than 120 seconds.
                [ 9000.0] usb 1-1: new high-speed USB device number 2
                """);
        assertThat(piece.tasks()).isEmpty();
        assertThat(piece.notes()).singleElement().asString().contains("not held any more");
    }

    @Test
    void unlessTheKernelHasStoppedReporting() throws IOException {
        var piece = read("""
                [  242.0] INFO: task mount:77 blocked for more than 120 seconds.
                [  242.1] Future hung task reports are suppressed, see sysctl kernel.hung_task_warnings
                [ 9000.0] usb 1-1: new high-speed USB device number 2
                """);
        assertThat(piece.tasks()).hasSize(1);
    }

    @Test
    void theOwnerOfALockComesWithItsStack() throws IOException {
        var piece = read("""
                [  242.0] INFO: task systemd:1 blocked for more than 120 seconds.
                [  242.1] task:systemd state:D stack:0 pid:1 tgid:1 ppid:0 flags:0x2
                [  242.1] Call Trace:
                [  242.1]  __mutex_lock+0x1/0x2
                [  242.2] INFO: task systemd:1 is blocked on a mutex likely owned by task runc:77.
                [  242.3] task:runc state:D stack:0 pid:77 tgid:70 ppid:60 flags:0x2
                [  242.3] Call Trace:
                [  242.3]  io_schedule+0x1/0x2
                """);
        assertThat(piece.tasks()).hasSize(2);
        assertThat(piece.tasks().getLast().functions()).containsExactly("io_schedule");
        assertThat(piece.tasks().getLast().held()).isEmpty();
    }

    @Test
    void anOrdinaryKernelLogIsKnownAndShowsNobody() throws IOException {
        assertThat(read("[    0.000000] Linux version 6.1.0\n[    1.5] usb 1-1: new device\n")
                        .tasks())
                .isEmpty();
    }

    @Test
    void stackOfWhichTheKernelIsNotSureIsBetterThanNone() throws IOException {
        var piece = read("""
                [  480.09] INFO: task kworker/u4:2:141 blocked for more than 120 seconds.
                [  480.11] kworker/u4:2    D ffff880214ddb788     0   141      2 0x00000000
                [  480.17] Call Trace:
                [  480.18]  [<ffffffff81510915>] ? schedule_preempt_disabled+0x25/0x70
                [  480.19]  [<ffffffff815124cb>] ? mutex_lock+0x1b/0x2a
                [  480.20]  [<ffffffff81417a9c>] ? cleanup_net+0x6c/0x280
                """);
        assertThat(piece.tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.functions())
                        .containsExactly("schedule_preempt_disabled", "mutex_lock", "cleanup_net"));
    }

    @Test
    void reportWhoseHeadlineIsCutOffIsOneOfAtLeastTheUsualTime() throws IOException {
        var piece = read("""
                [156240.16] "echo 0 > /proc/sys/kernel/hung_task_timeout_secs" disables this message.
                [156240.17] dockerd         D ffff88021fc12ec0     0 10467      1 0x00000000
                [156240.21] Call Trace:
                [156240.22]  schedule+0x29/0x70
                [156240.23]  copy_net_ns+0x9a/0x160
                """);
        assertThat(piece.tasks()).singleElement().satisfies(task -> {
            assertThat(task.comm()).isEqualTo("dockerd");
            assertThat(task.held()).contains(Duration.ofMinutes(2));
        });
    }

    @Test
    void nameOfTheOwnerOfALockMayHaveColons() throws IOException {
        var piece = read("""
                [  482.1][   T31] INFO: task kubelet:2210 blocked for more than 120 seconds.
                [  482.2][   T31] task:kubelet state:D stack:0 pid:2210 tgid:2190 ppid:1 task_flags:0x400040 flags:0x00004002
                [  482.3][   T31]  mutex_lock+0x15/0x30
                [  482.4][   T31] INFO: task kubelet:2210 is blocked on a mutex likely owned by task kworker/3:1:114.
                [  482.5][   T31] task:kworker/3:1 state:D stack:0 pid:114 tgid:114 ppid:2 task_flags:0x4208060 flags:0x00004000
                [  482.6][   T31]  synchronize_rcu_expedited+0x1b5/0x230
                """);
        assertThat(piece.tasks())
                .anySatisfy(task -> assertThat(task.owner()).contains(114))
                .anySatisfy(task -> assertThat(task.comm()).isEqualTo("kworker/3:1"));
    }

    /** Of Debian's kernel 7.3.4: two write to one file, the device below takes requests and completes none. */
    @Test
    void ownerIsToldWithWhatItWaitsForItself() throws IOException {
        var piece = read("""
                [   52.922634] INFO: task dd:203 blocked for more than 10 seconds.
                [   52.922646]       Not tainted 7.3.4+deb13-amd64 #1 Debian 7.3.4-1~bpo13+1
                [   52.922651] "echo 0 > /proc/sys/kernel/hung_task_timeout_secs" disables this message.
                [   52.922654] task:dd              state:D stack:0     pid:203   tgid:203   ppid:178    task_flags:0x400000 flags:0x00080000
                [   52.922676] Call Trace:
                [   52.922686]  <TASK>
                [   52.922692]  __schedule+0x52a/0x1080
                [   52.922730]  schedule+0x28/0xa0
                [   52.922747]  rwsem_down_write_slowpath+0x298/0x770
                [   52.922761]  down_write+0x5c/0x60
                [   52.922769]  ext4_file_write_iter+0x4b2/0x8f0 [ext4]
                [   52.924120]  ksys_write+0x6b/0xe0
                [   52.924740]  </TASK>
                [   52.925306] INFO: task dd:203 <writer> blocked on an rw-semaphore likely owned by task dd:201 <writer>
                [   52.925342] task:dd              state:D stack:0     pid:201   tgid:201   ppid:178    task_flags:0x400100 flags:0x00080800
                [   52.925361] Call Trace:
                [   52.925369]  <TASK>
                [   52.925380]  __schedule+0x52a/0x1080
                [   52.925436]  io_schedule_timeout+0x51/0x70
                [   52.925445]  __iomap_dio_rw+0x597/0x870
                [   52.925480]  ext4_file_write_iter+0x77d/0x8f0 [ext4]
                [   52.925740]  </TASK>
                """);
        assertThat(piece.tasks())
                .anySatisfy(task -> {
                    assertThat(task.pid()).contains(203);
                    assertThat(task.owner()).contains(201);
                })
                .anySatisfy(task -> {
                    assertThat(task.pid()).contains(201);
                    assertThat(task.functions()).contains("__iomap_dio_rw");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"kern  :err   : ", " warning ", "<3>", "err ", "kern.warn: "})
    void levelBeforeTheTimeIsNoPartOfIt(String level) throws IOException {
        var piece = read((level + "[  242.66] INFO: task dockerd:3834 blocked for more than 120 seconds.\n" + level
                + "[  242.91] dockerd D 0 3834 1 0x00000000\n" + level + "[  242.92]  rtnl_lock+0x15/0x20\n"));
        assertThat(piece.tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.functions()).containsExactly("rtnl_lock"));
    }
}
