package io.nodethaw.core;

import io.nodethaw.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The frames of a thread as far as they are certain without tables for unwinding: its place, and along the frame pointers each return
 * address that stands behind a call instruction. Code that keeps no frame pointer is skipped, so frames may be missing in between.
 */
final class FrameWalk {
    private static final int MOST = 64;

    /** Furthest from one frame to the next (our own limit): the default size of a stack. */
    private static final long FURTHEST = 8 << 20;

    /** Bytes before a return address in which its call ends: the longest indirect call of x86-64 without a prefix. */
    private static final int BEFORE = 7;

    private final CoreMemory memory;
    private final Mappings mappings;

    FrameWalk(CoreMemory memory, Mappings mappings) {
        this.memory = memory;
        this.mappings = mappings;
    }

    List<CoreFrame> of(Registers registers) {
        var frames = new ArrayList<CoreFrame>();
        frames.add(frame(registers.pc()));
        if (registers.machine() == Machine.ARM64 && isReturn(registers.machine(), registers.link())) {
            frames.add(frame(registers.link()));
        }
        long at = registers.frame();
        long before = registers.sp();
        while (frames.size() < MOST && at >= before && at - before < FURTHEST && (at & 7) == 0) {
            var pair = pair(at);
            if (pair.isEmpty() || !isReturn(registers.machine(), pair.get().getLong(8))) {
                break;
            }
            long back = pair.get().getLong(8);
            if (frames.getLast().pc() != back) {
                frames.add(frame(back));
            }
            before = at + 16;
            at = pair.get().getLong(0);
        }
        return frames;
    }

    /** The place of an address in the file that is mapped there. */
    private CoreFrame frame(long pc) {
        return mappings.placed(new CoreFrame(pc, "", pc, Optional.empty()));
    }

    /** The saved frame pointer, and the return address above it. */
    private Optional<ByteBuffer> pair(long address) {
        return bytes(memory, address, 16);
    }

    private boolean isReturn(Machine machine, long address) {
        if (memory.segment(address).filter(Segment::isExecutable).isEmpty()) {
            return false;
        }
        var code = bytes(memory, address - 8, 8);
        return code.isPresent()
                && switch (machine) {
                    case X86_64 -> isCall(code.get());
                    case ARM64 -> isBranchWithLink(code.get().getInt(4));
                };
    }

    /** A call ends at the end of these bytes: e8 and four bytes, or ff /2 with up to five bytes (Intel SDM, CALL). */
    private static boolean isCall(ByteBuffer code) {
        if ((code.get(3) & 0xff) == 0xe8) {
            return true;
        }
        for (int length = 2; length <= BEFORE; length++) {
            boolean indirect = (code.get(8 - length) & 0xff) == 0xff && (code.get(9 - length) >> 3 & 7) == 2;
            if (indirect) {
                return true;
            }
        }
        return false;
    }

    /** BL, and BLR with or without authentication (Arm ARM, C6.2). */
    private static boolean isBranchWithLink(int code) {
        return (code & 0xfc000000) == 0x94000000 || (code & 0xfefff000) == 0xd63f0000;
    }

    private static Optional<ByteBuffer> bytes(Memory memory, long address, int length) {
        var bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        try {
            memory.read(address, bytes);
        } catch (IOException _) {
            return Optional.empty();
        }
        return bytes.hasRemaining() ? Optional.empty() : Optional.of(bytes.flip());
    }
}
