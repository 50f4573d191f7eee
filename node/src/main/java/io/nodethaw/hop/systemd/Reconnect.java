package io.nodethaw.hop.systemd;

import io.nodethaw.analysis.Finding;
import io.nodethaw.collect.socket.Signals;
import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Makes systemd connect to the bus again: SIGUSR1 (systemd(1), Signals). */
final class Reconnect implements InitRemedy {
    /** signal(7). */
    private static final int SIGUSR1 = 10;

    @Override
    public String name() {
        return "systemd.reconnect";
    }

    @Override
    public Set<String> formerNames() {
        return Set.of("RECONNECT");
    }

    @Override
    public Set<String> answers() {
        return Set.of(OffTheBus.CODE);
    }

    @Override
    public String title(Target systemd) {
        return "SIGUSR1 to " + systemd.name() + ", which then connects to the bus again";
    }

    @Override
    public String risk() {
        return "none that is known: systemd only tries to connect again";
    }

    @Override
    public List<Check> checks(NodeAccess access, Target systemd, Diagnosis now) {
        return List.of(InitRemedy.same(systemd, InitRemedy.read(access)));
    }

    @Override
    public String perform(NodeAccess access, Target systemd, Diagnosis now) throws IOException {
        new Signals(access.host()).send(systemd.pid(), systemd.startTicks(), SIGUSR1);
        return "SIGUSR1 was sent";
    }

    /** systemd was back on the bus 0.5 s after SIGUSR1 (measured); when it is busy it needs longer. */
    @Override
    public Duration settling() {
        return Duration.ofSeconds(10);
    }

    /**
     * While systemd is still off the bus, it cannot be told whether the signal was sent. It then counts as not sent, because
     * another SIGUSR1 only makes systemd try to connect again, while the next remedy, executing it anew, has a cost.
     */
    @Override
    public Became became(Target systemd, String mark, Diagnosis now) {
        boolean still = now.verdict().roots().stream()
                .flatMap(root -> root.finding().stream())
                .map(Finding::code)
                .anyMatch(OffTheBus.CODE::equals);
        return still
                ? new Became(false, "systemd is still off the bus: SIGUSR1 counts as not sent")
                : new Became(true, "systemd is on the bus again: SIGUSR1 was sent");
    }
}
