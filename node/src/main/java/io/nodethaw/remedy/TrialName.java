package io.nodethaw.remedy;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The names of what canaries start: nobody else uses them, a person recognises them, and they tell which process made them. */
public final class TrialName {
    /** What all begin with. */
    public static final String PREFIX = "nodethaw-canary-";

    private static final Pattern MADE = Pattern.compile(PREFIX + "([1-9][0-9]{0,9})-[0-9a-f]{1,16}");

    private TrialName() {}

    /** A new one of this process. */
    public static String make() {
        return PREFIX + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
    }

    /** The process that made it; empty when it is not a name that {@link #make} makes. */
    public static OptionalLong maker(String name) {
        var made = MADE.matcher(name);
        return made.matches() ? OptionalLong.of(Long.parseLong(made.group(1))) : OptionalLong.empty();
    }

    /** A text in which such names are alike, so that those of two trials can be compared. */
    public static String withoutNumbers(String text) {
        return MADE.matcher(text).replaceAll(PREFIX + "N");
    }
}
