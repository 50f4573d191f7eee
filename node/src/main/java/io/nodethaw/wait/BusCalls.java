package io.nodethaw.wait;

import io.nodethaw.evidence.Goroutines;
import java.util.List;
import java.util.Optional;

/** D-Bus calls that goroutines wait in. */
public final class BusCalls {
    private BusCalls() {}

    /**
     * A call of systemd.
     *
     * @param goroutine its id
     * @param what method and unit: "StartTransientUnit of docker-13c5dab2205e.scope"
     */
    public record BusCall(long goroutine, String what) {
        /** What a person reads. */
        public String text() {
            return "goroutine " + goroutine + " in " + what;
        }
    }

    /** The call of systemd that a process waits in. */
    public static Optional<BusCall> of(NodeView view, int pid) {
        return view.evidence().seen(Goroutines.TYPE, pid).map(Goroutines::goroutines).orElse(List.of()).stream()
                .flatMap(goroutine ->
                        KnownFrames.busCall(goroutine).map(what -> new BusCall(goroutine.id(), what)).stream())
                .findFirst();
    }
}
