package io.nodethaw.golang;

import java.io.IOException;
import java.util.ArrayList;

/** Walks a stack by the tables of frame sizes, as the runtime does (runtime/traceback.go). */
final class Unwinder {
    /** Most frames (our own limit); the runtime prints 100. */
    private static final int MOST = 10_000;

    private final Functions functions;
    private final boolean linkRegister;

    Unwinder(Functions functions, int machine) {
        this.functions = functions;
        this.linkRegister = machine == ElfImage.ARM64;
    }

    Trace unwind(G g, Stack stack) throws IOException {
        return new Walk(g, stack).walk();
    }

    private final class Walk {
        private final G g;
        private final Stack stack;
        private final ArrayList<Trace.Frame> frames = new ArrayList<>(32);
        private long pc;
        private long sp;
        private long lr;
        private boolean lost; // the stack that was read ends before the frames do
        private boolean
                interrupted; // the last frame was not called by the one above it, but interrupted it by a signal

        Walk(G g, Stack stack) {
            this.g = g;
            this.stack = stack;
            this.pc = g.inSystemCall() ? g.syscallPc() : g.pc();
            this.sp = g.top();
            this.lr = g.lr();
        }

        Trace walk() throws IOException {
            if (g.isRunning()) {
                return new Trace(frames, true);
            }
            while (pc != 0 && frames.size() < MOST) {
                var found = functions.at(pc);
                if (found.isEmpty()) {
                    return new Trace(frames, false);
                }
                if (!step(found.get())) {
                    return new Trace(frames, !lost);
                }
            }
            return new Trace(frames, true);
        }

        /** Goes one frame further out; false at the end of the stack. */
        private boolean step(CodePlace place) throws IOException {
            var function = place.function();
            boolean innermost = frames.isEmpty();
            int size = place.size();
            long fp = sp + Math.max(size, 0) + (linkRegister ? 0 : 8);
            int back = pc > function.entry() && !interrupted ? 1 : 0;
            frames.add(new Trace.Frame(place, back, fp));
            if (place.isOutermost() || isUnknownAbove(function, innermost)) {
                return false;
            }
            boolean leaf = size == 0 && (innermost || interrupted);
            long slot = linkRegister ? sp : fp - 8;
            if (!stack.holds(slot)) {
                lost = stack.whole();
                return false;
            }
            pc = linkRegister && leaf ? lr : stack.word(slot);
            sp = fp;
            interrupted = place.isInjected();
            if (interrupted && linkRegister) {
                skipInjected();
            }
            return true;
        }

        private boolean isUnknownAbove(GoFunction function, boolean innermost) {
            return function.writesStackPointer()
                    && !(innermost && g.inSystemCall())
                    && !function.name().equals("runtime.cgocallback");
        }

        /** Skips the old value of the link register, which a call made by a signal pushes first on machines that have one. */
        private void skipInjected() throws IOException {
            if (!stack.holds(sp)) {
                return;
            }
            lr = stack.word(sp);
            sp += 16;
            if (functions.at(pc).isEmpty()) {
                pc = lr;
            }
        }
    }
}
