package io.nodethaw.collect.memory.go;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.NotPermittedException;
import io.nodethaw.collect.memory.ProcessMemory;
import io.nodethaw.collect.proc.KernelFile;
import io.nodethaw.evidence.Goroutines;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;

/**
 * Reads the goroutines of a process. Keeps what it found out about a program, so that the second process of it, or the
 * second reading, is fast.
 */
public final class GoroutineReader {
    private final Host host;
    private final KnownPrograms known = new KnownPrograms();

    public GoroutineReader(Host host) {
        this.host = host;
    }

    /**
     * What to read.
     *
     * @param full also goroutines and frames of the runtime's own, which its dumps leave out
     * @param someOfAKind of a great many that are alike only some
     */
    public record Options(boolean full, boolean someOfAKind) {}

    /**
     * Reads them.
     *
     * @throws NotAskedException when it is no Go program, none that we can read for certain, has ended, or we may not
     */
    public Goroutines read(int pid, Options options) throws IOException {
        var auxv = auxv(pid);
        try (var memory = ProcessMemory.open(host.proc(pid, "mem"))) {
            var image = ElfImage.read(memory, auxv);
            var program = known.take(memory, image);
            var goroutines = new ProcessGoroutines(host, pid, memory, program).read(options);
            known.giveBack(program);
            return goroutines;
        } catch (IOException e) {
            throw explain(pid, e);
        }
    }

    /** Read first, as it tells most about a process that has no memory: reading it finds nothing, or ESRCH. */
    private byte[] auxv(int pid) throws IOException {
        byte[] auxv;
        try {
            auxv = KernelFile.bytes(host.proc(pid, "auxv").toString());
        } catch (IOException e) {
            boolean none = String.valueOf(e.getMessage()).startsWith("no ") && Files.exists(host.proc(pid, "stat"));
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

    /** True when its memory is gone, as that of a process is which has ended and whose parent has not waited for it yet. */
    private boolean gaveBack(int pid) {
        try {
            return KernelFile.bytes(host.proc(pid, "auxv").toString()).length == 0;
        } catch (IOException e) {
            return String.valueOf(e.getMessage()).startsWith("no ");
        }
    }
}
