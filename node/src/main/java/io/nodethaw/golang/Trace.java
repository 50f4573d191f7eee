package io.nodethaw.golang;

import java.util.List;

/**
 * The frames of a stack as the machine sees them, innermost first.
 *
 * @param complete true when it ended where stacks end, not because nothing more was known
 */
record Trace(List<Frame> frames, boolean complete) {
    /**
     * One frame.
     *
     * @param place where the frame continues
     * @param back 1 when that is a return address, so that the call is before it
     * @param fp first address after it
     */
    record Frame(CodePlace place, int back, long fp) {}
}
