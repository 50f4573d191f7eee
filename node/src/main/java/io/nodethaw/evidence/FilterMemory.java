package io.nodethaw.evidence;

/**
 * How much memory BPF programs may have in the form that a processor runs, seccomp filters of containers among them, and how much they
 * have at most. One instance.
 *
 * @param limit net.core.bpf_jit_limit, in bytes
 * @param mapped bytes that the kernel maps page by page, stacks of its threads left out: these programs are among them, and others
 */
public record FilterMemory(long limit, long mapped) {
    public static final FactType<FilterMemory> TYPE = new FactType<>("filter-memory", FilterMemory.class);
}
