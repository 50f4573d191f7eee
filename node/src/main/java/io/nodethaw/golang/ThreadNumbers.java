package io.nodethaw.golang;

/** Finds threads by their {@code runtime.m}, which contains the number of the thread. */
final class ThreadNumbers {
    private final Threads threads;
    private final ProgramObjects objects;
    private final Layout.Wait layout;

    ThreadNumbers(Threads threads, ProgramObjects objects, Layout layout) {
        this.threads = threads;
        this.objects = objects;
        this.layout = layout.waits();
    }

    /** The thread's number in our pid namespace; 0 when it cannot be found. */
    int of(long m) {
        long inner = objects.read(m, layout.thread() + 8)
                .map(it -> it.getLong(layout.thread()))
                .orElse(0L);
        return threads.number(inner);
    }
}
