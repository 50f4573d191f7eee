package io.nodethaw.remedy;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.proc.Proc;
import io.nodethaw.evidence.ProcessTable;
import java.io.IOException;

/**
 * Whether the numbers of processes are the same for us as for PID 1: in another namespace a number that was read, or that we give to
 * others, means another process.
 *
 * @param ours inode of our pid namespace, 0 when it could not be read
 * @param ofInit inode of the pid namespace of PID 1, 0 when it could not be read
 */
public record PidNamespaces(long ours, long ofInit) {

    /** As they are now. */
    public static PidNamespaces read(Host host) {
        var proc = new Proc(host);
        return new PidNamespaces(ours(proc), proc.namespaces(ProcessTable.INIT).process());
    }

    private static long ours(Proc proc) {
        try {
            return proc.namespaces(proc.machine().ourPid()).process();
        } catch (IOException e) {
            return 0; // could not tell
        }
    }

    /** Must hold wherever a number goes from us to the node, or the other way. */
    public Check same() {
        boolean known = ours != 0 && ofInit != 0;
        return Check.that(
                known && ours == ofInit,
                "PID 1 is in our own pid namespace",
                known
                        ? "we are in another pid namespace than PID 1: run nodethaw on the node itself"
                        : "could not tell the pid namespaces of PID 1 and of ourselves");
    }
}
