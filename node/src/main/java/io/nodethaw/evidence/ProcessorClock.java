package io.nodethaw.evidence;

import java.time.Duration;

/**
 * What the scheduler's clock of one processor shows now; the instance is the number of the processor. This clock leaves out the
 * time that interrupts and the hypervisor took from that processor (kernel/sched/core.c, update_rq_clock_task), so that the
 * clocks of two processors drift apart.
 */
public record ProcessorClock(int processor, Duration now) {
    public static final FactType<ProcessorClock> TYPE = new FactType<>("processor-clock", ProcessorClock.class);
}
