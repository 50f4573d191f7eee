package io.nodethaw.collect.proc;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.DiskStats;
import io.nodethaw.evidence.FileLocks;
import io.nodethaw.evidence.KernelWaits;
import io.nodethaw.evidence.LastRan;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.Pressure;
import io.nodethaw.evidence.ProcessStatus;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Tasks;
import java.io.IOException;

/**
 * Reads what is safe to read in /proc, from any thread. What is missing (a process that ended, an old kernel) or not permitted
 * is a {@link NotAskedException}; a text that is not as documented is a {@link MalformedTextException}.
 */
public final class Proc {
    private final Host host;

    /** @param host the machine whose /proc is read */
    public Proc(Host host) {
        this.host = host;
    }

    /** All processes, without those that end while they are read. */
    public ProcessTable processes() throws IOException {
        return ProcessTableReader.read(host);
    }

    /** One process by its stat line, to see whether a pid still means the same process (its start time). */
    public ProcessTable.Entry process(int pid) throws IOException {
        return StatLine.parse(read(pid, "stat"));
    }

    /** A process's pids in nested namespaces, its tracer and its user. */
    public ProcessStatus status(int pid) throws IOException {
        return StatusReader.parse(pid, read(pid, "status"));
    }

    /** The threads of a process, without those that end while they are read. */
    public Tasks tasks(int pid) throws IOException {
        return new TasksReader().read(host, pid);
    }

    /** The threads of a process that the kernel holds. */
    public KernelWaits kernelWaits(int pid) throws IOException {
        return new KernelWaitsReader().read(host, pid);
    }

    /** When the threads of a process ran last. */
    public LastRan lastRan(int pid) throws IOException {
        return new LastRanReader().read(host, pid);
    }

    /** The open files and the working directory of a process, as the text of their links. */
    public Descriptors descriptors(int pid) throws IOException {
        return new OpenFiles(host).of(pid);
    }

    /** The namespaces of a process, from the text of three links; 0 for one that cannot be read. */
    public Namespaces namespaces(int pid) {
        return NamespacesReader.read(host, pid);
    }

    /** All file locks of this pid namespace and who waits for them. */
    public FileLocks fileLocks() throws IOException {
        return FileLocksReader.parse(
                new KernelFile(8192).readSqueezed(host.file("/proc/locks").toString()));
    }

    /** The machine's architecture, as uname says it. */
    public static String architecture() {
        return MachineReader.architecture();
    }

    /** Pressure stall information. */
    public Pressure pressure() throws IOException {
        return PressureReader.read(host);
    }

    /** What the disks have done since boot. */
    public DiskStats diskStats() throws IOException {
        return DiskStatsReader.parse(
                new KernelFile(8192).read(host.file("/proc/diskstats").toString()));
    }

    /** Kernel, boot, and who we are on it. */
    public Machine machine() throws IOException {
        return MachineReader.read(host);
    }

    private Scan read(int pid, String name) throws IOException {
        return new KernelFile(2048).readOnePiece(host.proc(pid, name).toString());
    }
}
