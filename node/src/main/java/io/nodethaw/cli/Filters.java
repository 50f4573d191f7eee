package io.nodethaw.cli;

import io.nodethaw.report.StackFilter;
import java.time.Duration;

/** Reads from the command line which goroutines are to be shown. */
final class Filters {
    private Filters() {}

    static StackFilter of(Arguments arguments) throws Failure {
        return new StackFilter(
                text(arguments, StacksVerb.STATE, "chan receive"),
                text(arguments, StacksVerb.FUNCTION, "sync.(*Mutex).Lock"),
                minutes(arguments));
    }

    private static String text(Arguments arguments, Option option, String example) throws Failure {
        var text = arguments.value(option).orElse("");
        if (text.isBlank() && arguments.has(option)) {
            throw Failure.usage("--" + option.name() + " is empty", "write part of what a dump shows: " + example);
        }
        return text;
    }

    /** The minutes, rounded up: a goroutine shown with 1 minute may not have waited for 90 seconds. */
    private static int minutes(Arguments arguments) throws Failure {
        var text = arguments.value(StacksVerb.AT_LEAST);
        if (text.isEmpty()) {
            return 0;
        }
        var age = Durations.AGE.parse(text.get());
        return (int) age.plus(Duration.ofMinutes(1)).minusNanos(1).toMinutes();
    }
}
