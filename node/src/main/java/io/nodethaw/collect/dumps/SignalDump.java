package io.nodethaw.collect.dumps;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.Probe;
import io.nodethaw.collect.SilentException;
import io.nodethaw.collect.socket.Signals;
import io.nodethaw.evidence.GoroutineDump;
import io.nodethaw.evidence.ProcessTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks a daemon for a dump by SIGUSR1 and fetches it where that daemon writes it. Only programs that are known to write a dump
 * on this signal get it, and only while they catch it: others would end, and runc ignores it.
 */
public final class SignalDump {
    /** Number of the signal on every architecture that Nodethaw runs on (signal(7)). */
    private static final int SIGUSR1 = 10;

    /** A dump that has not grown for this long is complete: daemons write it in one go. */
    private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(200);

    private static final String CAUGHT = "SigCgt:";
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(50);

    private final Host host;
    private final Signals signals;

    public SignalDump(Host host) {
        this.host = host;
        this.signals = new Signals(host);
    }

    /** The question for the dump of one process. */
    public Probe<GoroutineDump> probe(ProcessTable.Entry process) {
        return new Probe<>(GoroutineDump.TYPE, Integer.toString(process.pid()), deadline -> dump(process, deadline));
    }

    private GoroutineDump dump(ProcessTable.Entry process, Deadline deadline) throws IOException {
        var dumper = Dumper.of(process.comm())
                .orElseThrow(() -> new NotAskedException(process.comm() + " gets no signal: only " + Dumper.names()
                        + " are known to write a dump on SIGUSR1; it could end others"));
        if (!catchesSignal(process.pid())) {
            throw new NotAskedException(
                    process.comm() + " gets no signal: it does not catch SIGUSR1, which would end it");
        }
        var places = new DumpPlaces(host, process.pid(), dumper);
        signals.send(process.pid(), process.startTicks().orElse(-1L), SIGUSR1);
        return await(process, places, deadline);
    }

    /** SigCgt of /proc/PID/status: bit N - 1 for signal N. */
    private boolean catchesSignal(int pid) throws IOException {
        var status = Files.readString(host.proc(pid, "status"), StandardCharsets.ISO_8859_1);
        return status.lines()
                .filter(line -> line.startsWith(CAUGHT))
                .map(line ->
                        Long.parseUnsignedLong(line.substring(CAUGHT.length()).strip(), 16))
                .anyMatch(caught -> (caught >>> (SIGUSR1 - 1) & 1) == 1);
    }

    private static GoroutineDump await(ProcessTable.Entry process, DumpPlaces places, Deadline deadline)
            throws IOException {
        long size = 0;
        long since = System.nanoTime();
        while (!deadline.passed()) {
            long now = places.size();
            if (now != size) {
                size = now;
                since = System.nanoTime();
            }
            if (size > 0 && places.ends()) { // complete, though the log may go on
                return new GoroutineDump(process.pid(), "SIGUSR1, " + places.where(), places.text());
            }
            if (size > 0 && System.nanoTime() - since > QUIET) {
                return new GoroutineDump(process.pid(), "SIGUSR1, " + places.where(), places.text());
            }
            LockSupport.parkNanos(STEP);
        }
        throw new SilentException("the dump after SIGUSR1, awaited in " + places.where(), deadline.waited());
    }
}
