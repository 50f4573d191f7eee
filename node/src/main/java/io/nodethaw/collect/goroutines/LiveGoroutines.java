package io.nodethaw.collect.goroutines;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.NotPermittedException;
import io.nodethaw.collect.memory.ProcessMemory;
import io.nodethaw.collect.proc.KernelFile;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.golang.GoProcess;
import io.nodethaw.golang.GoroutineReader;
import io.nodethaw.golang.Threads;
import io.nodethaw.golang.UnknownProgramException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;

/** Reads the goroutines of running processes. */
final class LiveGoroutines {
    private final Host host;
    private final GoroutineReader reader = new GoroutineReader();

    LiveGoroutines(Host host) {
        this.host = host;
    }

    /** A running process, read through {@code /proc}. */
    @SuppressWarnings("ArrayRecordComponent") // processes are never compared
    private record Live(int pid, ProcessMemory memory, byte[] auxv, Threads threads, long now) implements GoProcess {
        @Override
        public long mostBytes() {
            return ProcessMemory.MAX_BYTES;
        }
    }

    /**
     * Reads the goroutines of a process.
     *
     * @throws NotAskedException when it is not a Go program, not one that we can read reliably, has ended, or we may not read
     *     it
     */
    Goroutines read(int pid, GoroutineReader.Options options) throws IOException {
        var auxv = auxv(pid);
        try (var memory = ProcessMemory.open(host.proc(pid, "mem"))) {
            return reader.read(new Live(pid, memory, auxv, new ProcThreads(host, pid), System.nanoTime()), options);
        } catch (UnknownProgramException e) {
            throw explain(pid, new NotAskedException(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            throw explain(pid, e);
        }
    }

    /**
     * The auxiliary vector. It is read first, because this shows best that a process has no memory: then it is empty, or
     * reading fails with ESRCH.
     */
    private byte[] auxv(int pid) throws IOException {
        byte[] auxv;
        try {
            auxv = KernelFile.bytes(host.proc(pid, "auxv").toString());
        } catch (IOException e) {
            boolean none = isMissing(e) && Files.exists(host.proc(pid, "stat"));
            throw none ? withoutMemory(pid) : explain(pid, e);
        }
        if (auxv.length == 0) {
            throw withoutMemory(pid);
        }
        return auxv;
    }

    private static NotAskedException withoutMemory(int pid) {
        return new NotAskedException("process " + pid + " has no memory: it ends, or is the kernel's");
    }

    /** What a failure means: the process ended, or we have no right to its memory. */
    private IOException explain(int pid, IOException failure) {
        if (!Files.exists(host.proc(pid, "stat"))) {
            return new NotAskedException("no process " + pid + ", or it has ended meanwhile");
        }
        if (failure instanceof AccessDeniedException) {
            return NotPermittedException.toRead("the memory of process " + pid);
        }
        return gaveBack(pid) ? new NotAskedException("process " + pid + " ended while it was read") : failure;
    }

    /** True when its memory is gone: the process has ended, but its parent has not yet waited for it. */
    private boolean gaveBack(int pid) {
        try {
            return KernelFile.bytes(host.proc(pid, "auxv").toString()).length == 0;
        } catch (IOException e) {
            return isMissing(e);
        }
    }

    /** True when a file of the process is not there, or has nothing behind it any more. */
    private static boolean isMissing(IOException failure) {
        return failure instanceof NotAskedException && !(failure instanceof NotPermittedException);
    }
}
