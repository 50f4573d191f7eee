package io.nodethaw.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The frames of the threads of a core, as a tool has found them.
 *
 * @param source the tool, for a person
 * @param byThread innermost first
 */
public record StackFrames(String source, Map<Integer, List<CoreFrame>> byThread) {
    /** "TID 812:" of eu-stack. */
    private static final Pattern THREAD = Pattern.compile("TID (\\d{1,9}):");

    /** "#0  0x00007f2010bbc503 clock_nanosleep@GLIBC_2.2.5 - /usr/lib/libc.so.6"; without a name where none is known. */
    private static final Pattern FRAME =
            Pattern.compile("#\\d+ +0x([0-9a-f]{1,16})(?: - 1)?(?: +([^-\\s].*?))?(?: +- (\\S+))?");

    public StackFrames {
        byThread = Map.copyOf(byThread);
    }

    /** Reads what eu-stack (elfutils) prints with --module. */
    public static StackFrames ofEuStack(String text) {
        var found = new HashMap<Integer, List<CoreFrame>>();
        var frames = new ArrayList<CoreFrame>();
        for (var line : text.split("\n")) {
            var thread = THREAD.matcher(line);
            var frame = FRAME.matcher(line.strip());
            if (thread.matches()) {
                frames = new ArrayList<>();
                found.put(Integer.valueOf(thread.group(1)), frames);
            } else if (frame.matches()) {
                long pc = Long.parseUnsignedLong(frame.group(1), 16);
                frames.add(new CoreFrame(
                        pc, Optional.ofNullable(frame.group(3)).orElse(""), pc, Optional.ofNullable(frame.group(2))));
            }
        }
        found.values().removeIf(List::isEmpty);
        return new StackFrames("eu-stack", found);
    }

    /** The frames of a thread; none when the tool did not find it. */
    List<CoreFrame> of(int tid) {
        return byThread.getOrDefault(tid, List.of());
    }
}
