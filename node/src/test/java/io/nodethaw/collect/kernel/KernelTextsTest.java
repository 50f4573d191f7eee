package io.nodethaw.collect.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.proc.MalformedTextException;
import io.nodethaw.evidence.CallRegisters;
import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.FilterPrograms;
import io.nodethaw.evidence.KernelLog;
import io.nodethaw.evidence.MemoryGroups;
import io.nodethaw.evidence.Mounts.Mount;
import io.nodethaw.evidence.NetworkNamespaceCount;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KernelTextsTest {
    @Test
    void aSystemCallWithItsArguments() throws IOException {
        var text = bytes("0 0x3 0x7f4915708000 0xffffffffffffffff 0x0 0x1 0x2 0x7ffcdae955a8 0x7f49158842ad\n");

        assertThat(KernelTexts.systemCall(7, 8, text))
                .isEqualTo(new CallRegisters(7, 8, Optional.of(0L), List.of(3L, 0x7f4915708000L, -1L, 0L, 1L, 2L)));
    }

    @Test
    void groupsOfTheMemoryControllerAreCounted() throws IOException {
        var head = "#subsys_name\thierarchy\tnum_cgroups\tenabled\ncpuset\t3\t13\t1\n";
        assertThat(KernelTexts.memoryGroups(bytes(head + "memory\t4\t147\t1\npids\t8\t23\t1\n")))
                .isEqualTo(new MemoryGroups(4, 147));
        assertThatThrownBy(() -> KernelTexts.memoryGroups(bytes(head))).isInstanceOf(NotAskedException.class);
        assertThatThrownBy(() -> KernelTexts.memoryGroups(bytes("memory\tmany\n")))
                .isInstanceOf(MalformedTextException.class);
    }

    @Test
    void networkNamespacesInUseAreCounted() throws IOException {
        var head = "slabinfo - version: 2.1\n# name            <active_objs> <num_objs> <objsize>\n";
        assertThat(KernelTexts.networkNamespaces(
                        bytes(head + "net_namespace         28     35   4288    7    8 : tunables\n")))
                .isEqualTo(new NetworkNamespaceCount(28));
        assertThatThrownBy(() -> KernelTexts.networkNamespaces(bytes(head))).isInstanceOf(NotAskedException.class);
    }

    @Test
    void memoryOfProgramsIsWhatTheyTookOfThatOfTheKernel() throws IOException {
        var others =
                "0xffffa-0xffffb   20480 kernel_clone+0x9f/0x4a0 pages=4 vmalloc N0=4\n0xffffb-0xffffc    8192 unpurged vm_area\n";
        var old =
                "0xffffc-0xffffd 8192 bpf_jit_alloc_exec+0x1f/0x30 pages=1\n0xffffe-0xfffff 12288 bpf_jit_binary_alloc+0x8f/0x1a0\n";
        var packs = "0xffffc-0xffffd 2101248 bpf_prog_pack_alloc+0x1f7/0x2b0 pages=512 vmalloc\n";
        var others2 =
                "0xffffc-0xffffd 12288 bpf_prog_alloc_no_stats+0x44/0x120 pages=2\n"; // the instructions, which have no
        // limit
        assertThat(KernelTexts.filterPrograms(bytes(others + old))).isEqualTo(new FilterPrograms(20_480));
        assertThat(KernelTexts.filterPrograms(bytes(others + packs + others2)))
                .isEqualTo(new FilterPrograms(2_101_248));
        assertThat(KernelTexts.filterPrograms(bytes(others))).isEqualTo(new FilterPrograms(0));
    }

    @Test
    void memoryOfProgramsThatIsCalledThatOfModulesIsNotTold() {
        assertThatThrownBy(() -> KernelTexts.filterPrograms(
                        bytes("0xffffc-0xffffd 2101248 execmem_alloc+0x1f/0x30 pages=512\n")))
                .isInstanceOf(NotAskedException.class);
    }

    @Test
    void aThreadThatRunsOrWaitsOutsideACallHasNoArguments() throws IOException {
        assertThat(KernelTexts.systemCall(7, 7, bytes("running\n")))
                .isEqualTo(new CallRegisters(7, 7, Optional.empty(), List.of()));
        assertThat(KernelTexts.systemCall(7, 7, bytes("-1 0x7ffe 0x7fff\n")))
                .isEqualTo(new CallRegisters(7, 7, Optional.of(-1L), List.of()));
    }

    @Test
    void aSystemCallCutOffIsRefused() {
        assertThatThrownBy(() -> KernelTexts.systemCall(7, 7, bytes("0 0x3 0x4")))
                .isInstanceOf(MalformedTextException.class)
                .hasMessageContaining("an argument in hex");
    }

    @Test
    void stacksOfOldAndNewKernels() {
        assertThat(KernelTexts.stack(7, 7, bytes("[<0>] nfs_wait+0xb1/0x150 [nfs]\n[<0>] vfs_read+0xbb/0x360\n"))
                        .functions())
                .containsExactly("nfs_wait", "vfs_read");
        assertThat(KernelTexts.stack(
                                7,
                                7,
                                bytes(
                                        "[<ffffffff8109d1b0>] do_wait+0x1c0/0x240\n[<ffffffffffffffff>] 0xffffffffffffffff\n"))
                        .functions())
                .containsExactly("do_wait");
        assertThat(KernelTexts.stack(7, 7, bytes("")).functions()).isEmpty();
    }

    @Test
    void openFilesTellWhatTheyWatch() throws IOException {
        var epoll = """
                pos:\t0
                flags:\t02000002
                mnt_id:\t15
                ino:\t1042
                tfd:       12 events:       19 data:                c  pos:0 ino:1f5 sdev:9
                tfd:        5 events: 80000019 data: ffffffff00000005  pos:0 ino:1f6 sdev:9
                """;
        assertThat(KernelTexts.descriptor(7, 4, bytes(epoll)))
                .isEqualTo(new DescriptorInfo(
                        7,
                        4,
                        02000002,
                        Optional.of(1042L),
                        List.of(12, 5),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));

        assertThat(KernelTexts.descriptor(7, 5, bytes("flags:\t02\nPid:\t-1\nNSpid:\t3\n")))
                .isEqualTo(new DescriptorInfo(
                        7, 5, 2, Optional.empty(), List.of(), Optional.of(-1), Optional.empty(), List.of()));
        assertThat(KernelTexts.descriptor(7, 6, bytes("flags:\t0100002\nfuse_connection:\t39\n"))
                        .fuseConnection())
                .contains(39L);
    }

    @Test
    void fanotifyFileTellsWhatItsHolderDecidesOn() throws IOException {
        var text = """
                flags:\t02
                fanotify flags:4 event-flags:8000
                fanotify mnt_id:2a mflags:0 mask:10000 ignored_mask:0
                fanotify sdev:800013 mflags:0 mask:40000 ignored_mask:0
                fanotify ino:4f969 sdev:700001 mflags:0 mask:20000 ignored_mask:0 fhandle-bytes:8 fhandle-type:1 f_handle:69
                fanotify mnt_id:2b mflags:0 mask:3b ignored_mask:0
                fanotify ino:broken sdev: mask:
                """;
        assertThat(KernelTexts.descriptor(7, 5, bytes(text)).decides())
                .contains(new DescriptorInfo.Decides(List.of(0x2a), List.of("8:19", "7:1")));
    }

    @Test
    void fanotifyFileThatOnlyListensDecidesNothing() throws IOException {
        var text = "flags:\t02\nfanotify flags:0 event-flags:0\nfanotify mnt_id:2b mflags:0 mask:3b ignored_mask:0\n";
        assertThat(KernelTexts.descriptor(7, 5, bytes(text)).decides()).isEmpty();
    }

    @Test
    void openFileTellsTheLocksHeldThroughIt() throws IOException {
        var text = "flags:\t0100002\nlock:\t1: FLOCK  ADVISORY  WRITE 359 fd:00:2531452 0 EOF\n";
        assertThat(KernelTexts.descriptor(7, 6, bytes(text)).locked()).containsExactly("fd:00:2531452");
    }

    @Test
    void mountsWithBlanksEscapedAndWithoutSource() throws IOException {
        var text = """
                36 35 98:0 /mnt1 /mnt\\040two rw,noatime master:1 propagate_from:2 - ext3 /dev/root rw,errors=continue
                37 35 0:44 / /m rw - tmpfs  rw,size=4k
                """;

        assertThat(MountText.parse(7, bytes(text)).mounts())
                .containsExactly(
                        new Mount(36, 35, "98:0", "/mnt1", "/mnt two", "ext3", "/dev/root", "rw,errors=continue"),
                        new Mount(37, 35, "0:44", "/", "/m", "tmpfs", "", "rw,size=4k"));
        assertThat(MountText.plain("a\\134b\\0x\\")).isEqualTo("a\\b\\0x\\");
        assertThatThrownBy(() -> MountText.parse(7, bytes("36 35 98:0 / / rw master:1\n")))
                .isInstanceOf(MalformedTextException.class);
    }

    @Test
    void onlyLogLinesThatTellOfWaitsAreKeptAndTheNewestOfThem() throws IOException {
        var kept = new ArrayDeque<String>();
        KernelLogText.filter("6,339,5140900,-;NET: Registered protocol family 10\n", kept, 2);
        KernelLogText.filter(
                "3,340,6000001,-,caller=T1;INFO: task a:1 blocked for more than 120 seconds.\n K=V\n", kept, 2);
        KernelLogText.filter("4,341,6000002,-;nfs: server 10.0.0.9 not responding, still trying\n", kept, 2);
        KernelLogText.filter("4,342,6000003,-;nfs: server 10.0.0.9 OK\n broken", kept, 2);

        assertThat(KernelLogText.parse(bytes(String.join("\n", kept))))
                .isEqualTo(new KernelLog(List.of(
                        new KernelLog.Line(6000002, "nfs: server 10.0.0.9 not responding, still trying"),
                        new KernelLog.Line(6000003, "nfs: server 10.0.0.9 OK"))));
        assertThat(KernelLogText.parse(bytes("")).lines()).isEmpty();
        assertThat(KernelLogText.parse(bytes("P 1\n5 nfs: server a OK")))
                .isEqualTo(new KernelLog(List.of(new KernelLog.Line(5, "nfs: server a OK")), Optional.of(true)));
    }

    /** Facility 1, as for whatever a program has written to the device. */
    @Test
    void whatAProgramWroteToTheLogIsNotTheKernels() {
        var kept = new ArrayDeque<String>();
        KernelLogText.filter("12,343,6000004,-;INFO: task a:1 blocked for more than 120 seconds.\n", kept, 2);
        assertThat(kept).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
