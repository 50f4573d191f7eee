package io.nodethaw.collect.proc;

import io.nodethaw.collect.NotAskedException;
import io.nodethaw.evidence.FilterMemory;
import java.util.Optional;

/**
 * Takes from {@code /proc/meminfo} how much memory the kernel maps page by page (fs/proc/meminfo.c). Programs of BPF are in such memory
 * (kernel/bpf/core.c, bpf_jit_alloc_exec), and stacks of threads since 4.9 (CONFIG_VMAP_STACK). How much of it the programs have only
 * {@code /proc/vmallocinfo} tells, which is long, and on newer kernels calls them the same as modules.
 */
final class FilterMemoryText {
    private static final long KIB = 1 << 10;

    private FilterMemoryText() {}

    static FilterMemory read(long limit, String meminfo) throws NotAskedException {
        long mapped = kib(meminfo, "VmallocUsed:").orElse(0L);
        if (mapped == 0) { // from 4.4 to 5.2 it was not counted
            throw new NotAskedException("/proc/meminfo does not tell how much memory is mapped page by page");
        }
        long stacks = kib(meminfo, "KernelStack:").orElse(0L);
        return new FilterMemory(limit, Math.max(0, mapped - stacks) * KIB);
    }

    /** "VmallocUsed:       26780 kB". */
    private static Optional<Long> kib(String meminfo, String name) {
        return meminfo.lines()
                .filter(line -> line.startsWith(name) && line.endsWith(" kB"))
                .map(line -> line.substring(name.length(), line.length() - " kB".length())
                        .strip())
                .filter(number -> number.matches("\\d{1,15}"))
                .map(Long::valueOf)
                .findFirst();
    }
}
