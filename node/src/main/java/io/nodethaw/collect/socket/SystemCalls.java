package io.nodethaw.collect.socket;

import io.nodethaw.collect.NotAskedException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * System calls by number, through the C library's {@code syscall(2)}; all arguments are 64-bit words, so that one method handle
 * serves all calls. It is linked at the first call. An instance belongs to one thread at a time.
 */
public final class SystemCalls {
    private static final int ERRNO_BYTES = 16;

    private final ByteBuffer errnoBytes = buffer(ERRNO_BYTES);
    private final MemorySegment errno = MemorySegment.ofBuffer(errnoBytes);

    /** The calls we use, with their numbers (arch/x86/entry/syscalls/syscall_64.tbl, asm-generic/unistd.h). */
    public enum Name {
        READ(0, 63),
        WRITE(1, 64),
        CLOSE(3, 57),
        IOCTL(16, 29),
        MADVISE(28, 233),
        SOCKET(41, 198),
        CONNECT(42, 203),
        BIND(49, 200),
        SENDTO(44, 206),
        RECVFROM(45, 207),
        KILL(62, 129),
        UNAME(63, 160),
        GETTID(186, 178),
        SCHED_SETAFFINITY(203, 122),
        GETSOCKOPT(55, 209),
        GETEUID(107, 175),
        SETSID(112, 157),
        SETRESUID(117, 147),
        STATFS(137, 43),
        PRCTL(157, 167),
        OPENAT(257, 56),
        PPOLL(271, 73),
        PROCESS_VM_READV(310, 270),
        PIDFD_SEND_SIGNAL(424, 424),
        PIDFD_OPEN(434, 434);

        private final int x86;
        private final int arm;

        Name(int x86, int arm) {
            this.x86 = x86;
            this.arm = arm;
        }

        /** Its number on the architecture we run on. */
        public int number() {
            return ARM ? arm : x86;
        }
    }

    private static final boolean ARM = System.getProperty("os.arch", "").equals("aarch64");

    /** Linked once, when first needed. */
    private static final class Linked {
        static final MethodHandle CALL = link();

        @SuppressWarnings("restricted") // the image and the tests run with --enable-native-access
        private static MethodHandle link() {
            var word = ValueLayout.JAVA_LONG;
            var linker = Linker.nativeLinker();
            // declared variadic; x86-64 and arm64 Linux pass integer arguments of such a call like those of any other
            return linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("syscall"),
                    FunctionDescriptor.of(word, word, word, word, word, word, word, word),
                    Linker.Option.captureCallState("errno"));
        }
    }

    /**
     * Calls the kernel.
     *
     * @return what the call returns, or minus its errno
     * @throws NotAskedException when this Java may not make system calls
     */
    public long call(Name name, long a, long b, long c, long d, long e, long f) throws NotAskedException {
        return call(name.number(), a, b, c, d, e, f);
    }

    long call(int number, long a, long b, long c, long d, long e, long f) throws NotAskedException {
        try {
            long result = (long) Linked.CALL.invokeExact(errno, (long) number, a, b, c, d, e, f);
            return result == -1 ? -errnoBytes.getInt(0) : result;
        } catch (Throwable refused) { // IllegalCallerException, UnsupportedOperationException, LinkageError
            throw new NotAskedException("no system calls from this Java: " + refused);
        }
    }

    /** Makes a call with addresses of a direct buffer among its arguments, and keeps the buffer reachable until it returns. */
    public long call(Name name, ByteBuffer memory, long a, long b, long c, long d, long e, long f)
            throws NotAskedException {
        try {
            return call(name, a, b, c, d, e, f);
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    /** Calls with fewer arguments. */
    public long call(Name name, long a, long b, long c) throws NotAskedException {
        return call(name, a, b, c, 0, 0, 0);
    }

    /** Calls with fewer arguments. */
    public long call(Name name, ByteBuffer memory, long a, long b, long c) throws NotAskedException {
        return call(name, memory, a, b, c, 0, 0, 0);
    }

    /** Memory that the kernel can read and write, in native byte order, as long as the buffer is reachable. */
    public static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** The address of a direct buffer's next byte. */
    public static long address(ByteBuffer direct) {
        return MemorySegment.ofBuffer(direct).address();
    }
}
