package io.nodethaw.heal;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.proc.Proc;
import io.nodethaw.remedy.PidNamespaces;
import io.nodethaw.wait.Vertex;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The node we run on. */
final class LiveNode implements NodeWatch {
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private final Host host;
    private final Proc proc;

    LiveNode(Host host) {
        this.host = host;
        this.proc = new Proc(host);
    }

    @Override
    public PidNamespaces pidNamespaces() {
        return PidNamespaces.read(host);
    }

    @Override
    public boolean await(Duration limit, BooleanSupplier isSo) {
        var deadline = Deadline.in(limit);
        while (!deadline.passed()) {
            if (isSo.getAsBoolean()) {
                return true;
            }
            pause(BETWEEN);
        }
        return false;
    }

    @Override
    public boolean lives(Vertex.Process process) {
        try {
            var now = proc.process(process.pid());
            return Vertex.Process.of(now).equals(process) && !now.isGone();
        } catch (IOException gone) {
            return false;
        }
    }

    @Override
    public void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
