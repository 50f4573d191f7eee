package io.nodethaw.dump;

import io.nodethaw.evidence.Goroutine;

/** One or two lines of a goroutine after its header. */
public sealed interface Entry {
    /**
     * A frame.
     *
     * @param parentheses false for C functions, which are printed without them
     * @param registers the text after the offset, as printed: "fp=0xc0 sp=0xb0 pc=0xa0"
     */
    record FrameLines(Goroutine.Frame frame, boolean parentheses, String registers) implements Entry {}

    /** Where the goroutine was started. */
    record Started(Goroutine.Creator creator, String registers) implements Entry {}

    /** What the runtime prints in place of frames: "...23 frames elided...". */
    record Note(String text) implements Entry {}
}
