package io.nodethaw.golang;

import java.nio.ByteBuffer;

/**
 * A {@code runtime.g}: what the scheduler knows about a goroutine.
 *
 * @param address of the struct
 * @param low lowest address of its stack
 * @param high first address after it
 * @param m address of the {@code runtime.m} of the thread that runs it; 0 when none does
 * @param lr what a call on arm64 left in the link register
 * @param syscallSp not 0 while it is in a system call
 * @param status its status, without the bit that the garbage collector sets while scanning
 * @param defers address of the last deferred call in its list; 0 when there is none
 * @param goPc address after the go statement that started it
 */
record G(
        long address,
        long low,
        long high,
        long m,
        long sp,
        long pc,
        long lr,
        long syscallSp,
        long syscallPc,
        int status,
        long id,
        long waitSince,
        int waitReason,
        boolean locked,
        long parentId,
        long goPc,
        long startPc,
        long waiting,
        long timer,
        long sleepWhen,
        long defers) {
    /** runtime2.go: _Gidle, _Grunning, _Gsyscall, _Gwaiting, _Gdead, _Gcopystack, _Gpreempted, and 1.26's _Gdeadextra. */
    static final int IDLE = 0;

    static final int RUNNING = 2;
    static final int SYSCALL = 3;
    static final int WAITING = 4;
    static final int DEAD = 6;
    static final int COPYSTACK = 8;
    static final int DEAD_EXTRA = 11;

    /** _Gscan: the garbage collector holds its stack. */
    private static final int SCAN = 0x1000;

    private static final long MOST_IDS = 1L << 40;

    static G of(long address, ByteBuffer g, Layout.G at) {
        return new G(
                address,
                g.getLong(at.stack()),
                g.getLong(at.stack() + 8),
                g.getLong(at.m()),
                g.getLong(at.sp()),
                g.getLong(at.pc()),
                g.getLong(at.lr()),
                g.getLong(at.syscallSp()),
                g.getLong(at.syscallPc()),
                status(g, at),
                g.getLong(at.id()),
                g.getLong(at.waitSince()),
                g.get(at.waitReason()) & 0xff,
                g.getLong(at.lockedM()) != 0,
                at.parentId() == Layout.NONE ? 0 : g.getLong(at.parentId()),
                g.getLong(at.goPc()),
                g.getLong(at.startPc()),
                g.getLong(at.waiting()),
                g.getLong(at.timer()),
                at.sleepWhen() == Layout.NONE ? 0 : g.getLong(at.sleepWhen()),
                g.getLong(at.defers()));
    }

    static int status(ByteBuffer g, Layout.G at) {
        return g.getInt(at.status()) & ~SCAN;
    }

    /** True when the fields have values that a goroutine may have. */
    static boolean isPlausible(ByteBuffer g, Layout.G at) {
        long low = g.getLong(at.stack());
        long high = g.getLong(at.stack() + 8);
        int status = status(g, at);
        if (status < 1 || status > DEAD_EXTRA || g.getLong(at.id()) < 0 || g.getLong(at.id()) >= MOST_IDS) {
            return false;
        }
        if (low == 0) { // a dead goroutine has given its stack back
            return status == DEAD || status == DEAD_EXTRA;
        }
        long guard = g.getLong(at.guard());
        boolean guarded = guard > low && guard <= high || guard >= -4096 && guard < 0;
        boolean identified = g.getLong(at.id()) > 0 || status == DEAD || status == DEAD_EXTRA;
        return low < high && Long.bitCount(high - low) == 1 && guarded && identified;
    }

    /** True when, as far as two readings of its struct can tell, nothing happened to the goroutine in between. */
    static boolean isSame(ByteBuffer before, ByteBuffer after, Layout.G at) {
        for (int offset : new int[] {at.stack(), at.stack() + 8, at.m(), at.sp(), at.pc(), at.lr(), at.id()}) {
            if (before.getLong(offset) != after.getLong(offset)) {
                return false;
            }
        }
        return before.getLong(at.syscallSp()) == after.getLong(at.syscallSp())
                && before.getLong(at.syscallPc()) == after.getLong(at.syscallPc())
                && status(before, at) == status(after, at)
                && (at.trackingSeq() == Layout.NONE || before.get(at.trackingSeq()) == after.get(at.trackingSeq()));
    }

    /** True for a struct kept for the next goroutine. */
    static boolean isUnused(int status) {
        return status == IDLE || status == DEAD || status == DEAD_EXTRA;
    }

    boolean inSystemCall() {
        return syscallSp != 0;
    }

    /** True when it is running right now: then its registers, and so the end of its stack, are not in memory. */
    boolean isRunning() {
        return status == RUNNING && !inSystemCall();
    }

    /** The lowest address of its stack that is in use. */
    long top() {
        return inSystemCall() ? syscallSp : sp;
    }
}
