package io.nodethaw.golang;

import java.util.List;

/**
 * The frames of a stack as the machine sees them, innermost first.
 *
 * @param complete it ended where stacks end, not where nothing more was known
 */
record Trace(List<Frame> frames, boolean complete) {
    /**
     * One frame.
     *
     * @param place where it goes on
     * @param back 1 where that is a return address, so that the call is before it
     * @param fp behind its highest address
     */
    record Frame(CodePlace place, int back, long fp) {}
}
