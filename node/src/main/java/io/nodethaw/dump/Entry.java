package io.nodethaw.dump;

import io.nodethaw.evidence.Goroutine;

/** A line or two of a goroutine below its header. */
public sealed interface Entry {
    /**
     * A frame.
     *
     * @param parentheses false for C functions, which are printed without
     * @param registers what follows the offset, as printed: "fp=0xc0 sp=0xb0 pc=0xa0"
     */
    record FrameLines(Goroutine.Frame frame, boolean parentheses, String registers) implements Entry {}

    /** Where it was started. */
    record Started(Goroutine.Creator creator, String registers) implements Entry {}

    /** What the runtime says in place of frames: "...23 frames elided...". */
    record Note(String text) implements Entry {}
}
