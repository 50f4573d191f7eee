package io.nodethaw.heal;

/** What became of the step that another run of ours began and did not live to tell of. */
final class Resumption {
    private Resumption() {}

    /** The record with its last step settled, by what the node shows now. */
    static Cure settle(Cure cure, Case now, Node node) {
        return cure.unfinished()
                .map(step -> switch (step.kind()) {
                    case RECONNECT -> reconnect(cure, now);
                    case REEXECUTE -> reexecute(cure, Mark.of(now.view()));
                    case END_PROCESS ->
                        node.lives(step.target().vertex())
                                ? cure.ended(
                                        Step.State.NOT_DONE, step.target().name() + " still lives: it was not ended")
                                : cure.ended(Step.State.DONE, step.target().name() + " has ended");
                })
                .orElse(cure);
    }

    /**
     * Nobody can tell whether the signal was sent to a systemd that is still off the bus. It counts as not sent: SIGUSR1 once
     * more only makes systemd try to connect again, while the next action, executing it anew, is not free.
     */
    private static Cure reconnect(Cure cure, Case now) {
        return Choice.curable(now.verdict()).isPresent()
                ? cure.ended(Step.State.NOT_DONE, "systemd is still off the bus: SIGUSR1 counts as not sent")
                : cure.ended(Step.State.DONE, "systemd is on the bus again: SIGUSR1 was sent");
    }

    /** Its private listener tells: a systemd that was executed anew has a new one. Where it cannot be told, it counts as done. */
    private static Cure reexecute(Cure cure, String mark) {
        boolean same = !mark.isEmpty() && mark.equals(cure.mark());
        return same
                ? cure.ended(Step.State.NOT_DONE, "systemd was not executed anew: its private socket is the one it had")
                : cure.ended(Step.State.DONE, "systemd was executed anew, as far as its private socket tells");
    }
}
