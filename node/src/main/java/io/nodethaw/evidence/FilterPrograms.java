package io.nodethaw.evidence;

/**
 * How much memory the kernel has mapped for BPF programs in the form that a processor runs, seccomp filters of containers among them
 * ({@code /proc/vmallocinfo}). One instance. It is taken in pieces of up to 2 MiB, so the programs have as much at most.
 */
public record FilterPrograms(long bytes) {
    public static final FactType<FilterPrograms> TYPE = new FactType<>("filter-programs", FilterPrograms.class);
}
