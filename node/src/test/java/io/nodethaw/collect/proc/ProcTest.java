package io.nodethaw.collect.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.HostFolder;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.evidence.Descriptors.Descriptor;
import io.nodethaw.evidence.DiskStats;
import io.nodethaw.evidence.FileLocks.Lock;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.Pressure;
import io.nodethaw.evidence.ProcessStatus;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcTest {
    private static final String AFTER_NAME =
            " 1 7 7 0 -1 4194560 50 0 2 0 25 17 0 0 20 0 3 0 8123 1000 200 18446744073709551615 0 0\n";

    @TempDir
    Path folder;

    private HostFolder files;
    private Proc proc;

    @BeforeEach
    void open() {
        files = new HostFolder(folder);
        proc = new Proc(files.host());
    }

    @Test
    void everyProcessIsListedOnce() throws IOException {
        files.write("/proc/7/stat", "7 (dockerd) S" + AFTER_NAME)
                .write(
                        "/proc/12/stat",
                        "12 (kworker/0:1H-kblockd) I 2 0 0 0 -1 69238880 0 0 0 0 0 3 0 0 0 -20 1 0 4 0 0\n")
                .write("/proc/version", "Linux")
                .write("/proc/99999999999/stat", "no pid");

        assertThat(proc.processes().processes())
                .containsExactlyInAnyOrder(
                        new ProcessTable.Entry(7, 1, "dockerd", 'S', 8123, 42, 4194560),
                        new ProcessTable.Entry(12, 2, "kworker/0:1H-kblockd", 'I', 4, 3, 69238880));
        assertThat(proc.processes().find(12).orElseThrow().isKernelThread()).isTrue();
    }

    @Test
    void aNameWithBracketsAndNewlinesIsKeptAsItIs() throws IOException {
        files.write("/proc/7/stat", "7 (a) S 1 (\nb) T" + AFTER_NAME);

        var entry = proc.process(7);
        assertThat(entry.comm()).isEqualTo("a) S 1 (\nb");
        assertThat(entry.state()).isEqualTo('T');
        assertThat(entry.parent()).isEqualTo(1);
    }

    @Test
    void aProcessWhoseOtherThreadsHaveNotEndedIsNotGone() throws IOException {
        files.write("/proc/7/stat", "7 (java) Z" + AFTER_NAME)
                .write("/proc/8/stat", "8 (java) Z" + AFTER_NAME.replace(" 20 0 3 ", " 20 0 1 "));

        assertThat(proc.process(7).isEnding()).isTrue();
        assertThat(proc.process(7).isGone()).isFalse();
        assertThat(proc.process(7).startTicks()).contains(8123L);
        assertThat(proc.process(8).isEnding()).isFalse();
        assertThat(proc.process(8).isGone()).isTrue();
    }

    @Test
    void aProcessThatEndedIsLeftOut() throws IOException {
        Files.createDirectories(folder.resolve("proc/8"));
        files.write("/proc/7/stat", "7 (dockerd) S" + AFTER_NAME);

        assertThat(proc.processes().processes())
                .extracting(ProcessTable.Entry::pid)
                .containsExactly(7);
        assertThatThrownBy(() -> proc.process(8))
                .isInstanceOf(NotAskedException.class)
                .hasMessageContaining("/proc/8/stat");
    }

    @Test
    void aBrokenStatLineSaysWhatWasExpected() {
        files.write("/proc/7/stat", "7 dockerd S 1");

        assertThatThrownBy(() -> proc.process(7))
                .isInstanceOf(MalformedTextException.class)
                .hasMessageContaining("name in brackets")
                .hasMessageContaining("dockerd");
    }

    @Test
    void statusTellsTracerUserAndNestedPids() throws IOException {
        files.write("/proc/7/status", "Name:\tTracerPid:\\n9\nTracerPid:\t42\nUid:\t1000\t0\t0\t0\nNSpid:\t7\t12\t1\n");

        assertThat(proc.status(7)).isEqualTo(new ProcessStatus(7, List.of(7, 12, 1), 42, 1000));
    }

    @Test
    void statusTellsSignalsThatWereNotTakenYet() throws IOException {
        files.write("/proc/7/status", """
                Uid:\t0\t0\t0\t0
                NSpid:\t7\t1
                SigPnd:\t0000000000000100
                ShdPnd:\t0000000000004000
                SigBlk:\t0000000000000200
                """);

        assertThat(proc.status(7).pending()).contains(0x4100L);
        assertThat(proc.status(7).isKilled()).isTrue();
        files.write("/proc/7/status", "Uid:\t0\t0\t0\t0\nSigPnd:\t0\nShdPnd:\t4000\nSigBlk:\t100\n");
        assertThat(proc.status(7).isKilled()).isFalse();
    }

    @Test
    void anOldKernelTellsNoNestedPids() throws IOException {
        files.write("/proc/7/status", "Name:\tx\nTracerPid:\t0\nUid:\t0\t0\t0\t0\n");

        assertThat(proc.status(7).namespacePids()).isEmpty();
    }

    @Test
    void tasksTellWhereTheyWait() throws IOException {
        files.write("/proc/7/task/7/stat", "7 (dockerd) S" + AFTER_NAME)
                .write(
                        "/proc/7/task/7/status",
                        "TracerPid:\t5\nvoluntary_ctxt_switches:\t40\nnonvoluntary_ctxt_switches:\t2\n")
                .write("/proc/7/task/7/wchan", "futex_wait_queue")
                .write("/proc/7/task/7/schedstat", "5000000 7000000 42\n")
                .write("/proc/7/task/8/stat", "8 (dockerd) R" + AFTER_NAME)
                .write("/proc/7/task/8/status", "TracerPid:\t0\n")
                .write("/proc/7/task/8/wchan", "0");
        Files.createDirectories(folder.resolve("proc/7/task/9"));

        assertThat(proc.tasks(7).tasks())
                .containsExactlyInAnyOrder(
                        new Tasks.Task(7, "dockerd", 'S', "futex_wait_queue", 5, 42, 42).queued(7_000_000),
                        new Tasks.Task(8, "dockerd", 'R', "", 0, 42, 0));
    }

    @Test
    void linksOfOpenFilesAreReadAndNeverFollowed() throws IOException {
        files.link("/proc/7/fd/10", "anon_inode:[eventpoll]")
                .link("/proc/7/fd/3", "socket:[8812]")
                .link("/proc/7/fd/4", "/mnt/dead/file (deleted)")
                .link("/proc/7/cwd", "/run/containerd/c0ffee12");

        var descriptors = proc.descriptors(7);
        assertThat(descriptors.open())
                .containsExactly(
                        new Descriptor(3, "socket:[8812]"),
                        new Descriptor(4, "/mnt/dead/file (deleted)"),
                        new Descriptor(10, "anon_inode:[eventpoll]"));
        assertThat(descriptors.workingDirectory()).isEqualTo("/run/containerd/c0ffee12");
    }

    /** A file that is not a link plays a link that the kernel cannot tell: a path longer than a page. */
    @Test
    void linkThatCannotBeReadDoesNotHideTheOthers() throws IOException {
        files.write("/proc/7/fd/3", "no link").link("/proc/7/fd/4", "socket:[8812]");
        assertThat(proc.descriptors(7).open())
                .containsExactly(new Descriptor(3, "(unreadable)"), new Descriptor(4, "socket:[8812]"));
    }

    @Test
    void onlyTheFirstOfManyOpenFilesAreReadAndThatIsSaid() throws IOException {
        for (int fd = 0; fd < 10; fd++) {
            files.link("/proc/7/fd/" + fd, "pipe:[1]")
                    .link("/proc/8/fd/" + fd, "pipe:[1]")
                    .link("/proc/9/fd/" + fd, "pipe:[1]");
        }
        var open = new OpenFiles(files.host(), 8, 12, 3);
        assertThat(open.of(7).open()).extracting(Descriptor::number).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(open.of(8).most()).contains(8);
        assertThat(open.of(9)).satisfies(last -> {
            assertThat(last.open()).hasSize(3);
            assertThat(last.most()).contains(3);
        });
        assertThat(new OpenFiles(files.host(), 10, 12, 3).of(7).most()).isEmpty();
    }

    @Test
    void aProcessWithoutFolderHasNoDescriptorsToAskFor() {
        assertThatThrownBy(() -> proc.descriptors(7)).isInstanceOf(NotAskedException.class);
    }

    @Test
    void locksAndThoseThatWaitForThem() throws IOException {
        files.write("/proc/locks", """
                1: FLOCK  ADVISORY  WRITE 310 fd:00:2531452 0 EOF
                1: -> FLOCK  ADVISORY  WRITE 311 fd:00:2531452 0 EOF
                1:  -> FLOCK  ADVISORY  READ 312 fd:00:2531452 0 EOF
                2: POSIX  *NOINODE* READ  0 <none>:0 128 128
                3: OFDLCK ADVISORY  WRITE -1 00:19:27 0 0
                """);

        assertThat(proc.fileLocks().locks())
                .containsExactly(
                        new Lock(1, false, "FLOCK", "WRITE", 310, "fd:00:2531452", "0 EOF"),
                        new Lock(1, true, "FLOCK", "WRITE", 311, "fd:00:2531452", "0 EOF"),
                        new Lock(1, true, "FLOCK", "READ", 312, "fd:00:2531452", "0 EOF"),
                        new Lock(2, false, "POSIX", "READ", 0, "<none>:0", "128 128"),
                        new Lock(3, false, "OFDLCK", "WRITE", -1, "00:19:27", "0 0"));
    }

    @Test
    void waitersIndentedByAllThatWaitBeforeThemAreReadAlike() throws IOException {
        int waiters = 1_000; // half a megabyte of blanks: more than one read of the file
        var lines = new StringBuilder("1: FLOCK  ADVISORY  WRITE 310 fd:00:2531452 0 EOF\n");
        for (int i = 0; i < waiters; i++) {
            lines.append("1: ")
                    .append(" ".repeat(i))
                    .append("-> FLOCK  ADVISORY  WRITE ")
                    .append(400 + i)
                    .append(" fd:00:2531452 0 EOF\n");
        }
        files.write("/proc/locks", lines.toString());

        assertThat(proc.fileLocks().locks())
                .hasSize(1 + waiters)
                .contains(new Lock(1, true, "FLOCK", "WRITE", 400 + waiters - 1, "fd:00:2531452", "0 EOF"));
    }

    @Test
    void noLocksIsAnEmptyList() throws IOException {
        files.write("/proc/locks", "");

        assertThat(proc.fileLocks().locks()).isEmpty();
    }

    @Test
    void pressureIsTheShareOfTheLastTenSeconds() throws IOException {
        var lines = "some avg10=%s avg60=9.00 avg300=9.00 total=1\nfull avg10=%s avg60=9.00 avg300=9.00 total=1\n";
        files.write("/proc/pressure/cpu", "some avg10=1.50 avg60=9.00 avg300=9.00 total=1\n")
                .write("/proc/pressure/memory", lines.formatted("2.00", "0.25"))
                .write("/proc/pressure/io", lines.formatted("3.00", "99.10"));

        assertThat(proc.pressure()).isEqualTo(new Pressure(1.5, 2, 0.25, 3, 99.1));
    }

    @Test
    void disksTellHowManyRequestsTheyCompleted() throws IOException {
        files.write("/proc/diskstats", """
                   8       0 sda 100 5 800 40 23 6 184 90 0 60 130
                   8       1 sda1 90 5 720 35 20 6 160 80 1 55 115 7 0 56 3 2 1
                """);

        assertThat(proc.diskStats().disks())
                .containsExactly(new DiskStats.Disk("8:0", "sda", 123), new DiskStats.Disk("8:1", "sda1", 110));
    }

    @Test
    void aKernelWithoutPressureIsNotAsked() {
        assertThatThrownBy(() -> proc.pressure()).isInstanceOf(NotAskedException.class);
    }

    @Test
    void theMachineTellsKernelAndBoot() throws IOException {
        files.write("/proc/self/status", "Pid:\t33\nUid:\t0\t1000\t0\t0\n")
                .write("/proc/sys/kernel/osrelease", "3.10.0-1160.el7.x86_64\n")
                .write("/proc/sys/kernel/random/boot_id", "6d1c\n")
                .write("/proc/uptime", "350735.47 234388.90\n");

        var machine = proc.machine();
        assertThat(machine)
                .isEqualTo(new Machine(
                        33, 1000, "3.10.0-1160.el7.x86_64", machine.architecture(), "6d1c", 100, 350735.47));
        files.write("/proc/sys/kernel/hostname", "worker-17\n");
        assertThat(proc.machine().hostName()).contains("worker-17");
        files.link("/proc/self/ns/uts", "uts:[7]").link("/proc/1/ns/uts", "uts:[8]");
        assertThat(new Proc(files.host()).machine().hostName()).isEmpty();
    }
}
