package io.nodethaw.collect.kernel;

import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.proc.MalformedTextException;
import io.nodethaw.collect.proc.Scan;
import io.nodethaw.evidence.CallRegisters;
import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.FilterPrograms;
import io.nodethaw.evidence.KernelStack;
import io.nodethaw.evidence.MemoryGroups;
import io.nodethaw.evidence.NetworkNamespaceCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parses the small files of /proc that only the child reads. */
final class KernelTexts {
    private static final int ARGUMENTS = 6;

    private KernelTexts() {}

    /** "running", "-1 SP PC" or "NUMBER six arguments SP PC" (fs/proc/base.c proc_pid_syscall). */
    static CallRegisters systemCall(int pid, int tid, byte[] text) throws MalformedTextException {
        var scan = new Scan(text);
        if (scan.skip("running")) {
            return new CallRegisters(pid, tid, Optional.empty(), List.of());
        }
        long number = scan.number();
        List<Long> arguments = new ArrayList<>(ARGUMENTS);
        while (number >= 0 && arguments.size() < ARGUMENTS) {
            if (!scan.skip("0x")) {
                throw scan.expected("an argument in hex");
            }
            arguments.add(scan.number(16));
        }
        return new CallRegisters(pid, tid, Optional.of(number), arguments);
    }

    /** Lines "[&lt;ADDRESS&gt;] FUNCTION+0xOFFSET/0xSIZE [MODULE]" (proc_pid_stack); old kernels end with a bare address. */
    static KernelStack stack(int pid, int tid, byte[] text) {
        var scan = new Scan(text);
        var functions = new ArrayList<String>();
        do {
            scan.skipWords(1);
            var word = scan.word();
            int plus = word.indexOf('+');
            if (plus > 0) {
                functions.add(word.substring(0, plus));
            }
        } while (scan.nextLine());
        return new KernelStack(pid, tid, functions);
    }

    /** Lines "NAME: VALUE"; epoll sets, pidfds, FUSE devices and locks have names of their own. */
    static DescriptorInfo descriptor(int pid, int fd, byte[] text) throws MalformedTextException {
        var scan = new Scan(text);
        long flags = 0;
        Optional<Long> inode = Optional.empty();
        var watched = new ArrayList<Integer>();
        Optional<Integer> pidfd = Optional.empty();
        Optional<Long> fuse = Optional.empty();
        var locked = new ArrayList<String>();
        var marks = new FanotifyMarks();
        do {
            if (scan.skip("flags:")) {
                flags = scan.number(8);
            } else if (scan.skip("ino:")) {
                inode = Optional.of(scan.number());
            } else if (scan.skip("tfd:")) {
                watched.add(scan.integer());
            } else if (scan.skip("Pid:")) {
                pidfd = Optional.of(scan.integer());
            } else if (scan.skip("fuse_connection:")) {
                fuse = Optional.of(scan.number());
            } else if (scan.skip("lock:")) {
                scan.skipWords(5); // "1: FLOCK ADVISORY WRITE 359", then MAJOR:MINOR:INODE (fs/locks.c, show_fd_locks)
                locked.add(scan.word());
            } else if (scan.skip("fanotify ")) {
                marks.add(scan.rest());
            }
        } while (scan.nextLine());
        return new DescriptorInfo(pid, fd, flags, inode, watched, pidfd, fuse, locked, marks.decides());
    }

    /** Lines "NAME HIERARCHY GROUPS ENABLED" (kernel/cgroup/cgroup-v1.c, proc_cgroupstats_show). */
    static MemoryGroups memoryGroups(byte[] text) throws IOException {
        var scan = new Scan(text);
        do {
            if (scan.skip("memory\t")) {
                return new MemoryGroups(scan.number(), scan.number());
            }
        } while (scan.nextLine());
        throw new NotAskedException("/proc/cgroups has no line of the memory controller");
    }

    /** Lines "NAME ACTIVE ALL SIZE ...", of which those in use count (mm/slab_common.c, cache_show). */
    static NetworkNamespaceCount networkNamespaces(byte[] text) throws IOException {
        var scan = new Scan(text);
        do {
            if (scan.skip("net_namespace ")) {
                return new NetworkNamespaceCount(scan.number());
            }
        } while (scan.nextLine());
        throw new NotAskedException("/proc/slabinfo has no line of network namespaces");
    }

    /**
     * Lines "FROM-TO BYTES WHO+0x1/0x2 ..." (mm/vmalloc.c, vmalloc_info_show). Who takes memory for programs is bpf_jit_alloc_exec, since
     * 5.18 bpf_prog_pack_alloc (kernel/bpf/core.c). Since 6.10 it may be called what modules use too: then nobody tells how much it is.
     */
    static FilterPrograms filterPrograms(byte[] text) throws IOException {
        var scan = new Scan(text);
        long bytes = 0;
        boolean mixed = false;
        do {
            scan.word();
            var size = scan.word();
            var who = scan.word();
            if (who.startsWith("bpf_jit") || who.startsWith("bpf_prog_pack")) {
                bytes += Long.parseLong(size);
            }
            mixed |= who.startsWith("execmem_alloc") || who.startsWith("__execmem_alloc");
        } while (scan.nextLine());
        if (bytes == 0 && mixed) {
            throw new NotAskedException("/proc/vmallocinfo does not tell memory of BPF programs from that of modules");
        }
        return new FilterPrograms(bytes);
    }
}
