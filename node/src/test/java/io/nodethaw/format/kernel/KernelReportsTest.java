package io.nodethaw.format.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.format.Piece;
import io.nodethaw.format.Texts;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelReportsTest {
    private static Piece read(String text) throws IOException {
        return Texts.read(text, new HungTasks(), new KernelReports());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:; an RCU stall",
                "rcu: INFO: rcu_sched self-detected stall on CPU; an RCU stall",
                "INFO: rcu_sched detected stalls on CPUs/tasks:; an RCU stall",
                "rcu: INFO: rcu_preempt detected expedited stalls on CPUs/tasks: { 1-... } ; an RCU stall",
                "watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [kworker/1:1:23]; a lock-up",
                "BUG: workqueue lockup - pool cpus=0 node=0 flags=0x0 nice=0 stuck for 33s!; a lock-up",
                "NMI watchdog: Watchdog detected hard LOCKUP on cpu 0; a lock-up",
                "WARNING: possible circular locking dependency detected; a report of lockdep",
                "WARNING: possible recursive locking detected; a report of lockdep",
                "WARNING: inconsistent lock state; a report of lockdep",
                "WARNING: suspicious RCU usage; a report of lockdep",
                "Kernel panic - not syncing: hung_task: blocked tasks; a panic because of hung tasks"
            })
    void reportsAreToldByTheirKind(String line, String kind) throws IOException {
        var piece = read("[   12.345678] usb 1-1: new device\n[   90.123456] " + line + "\n");
        assertThat(piece.what()).isEqualTo("a kernel log, " + kind);
        assertThat(piece.notes()).containsExactly("x:2: " + kind + ": " + line.strip());
    }

    @Test
    void otherProgramsSpeakOfLocksToo() throws IOException {
        var piece = read(
                "[   12.345678] usb 1-1: new device\nMay 01 02:03:04 n1 app[7]: possible deadlock; rcu self-detected stall\n");
        assertThat(piece.what()).isEqualTo("a kernel log");
    }
}
