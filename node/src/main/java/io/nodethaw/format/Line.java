package io.nodethaw.format;

import java.util.Optional;

/**
 * One line of a text that somebody brought, without what loggers, shells and web pages put around it.
 *
 * @param number in the file, from 1
 * @param whole the line as it stands there, without colours
 * @param text what was said, without times, hosts and programs before it
 * @param host that a log names
 * @param program that said it, as far as the line tells: "kubelet", "kernel"
 * @param pid of that program
 * @param clock when it was said, in seconds of a year of 12 months with 31 days: only differences matter
 * @param uptime when the kernel said it, in seconds after boot
 */
public record Line(
        long number,
        String whole,
        String text,
        Optional<String> host,
        Optional<String> program,
        Optional<Integer> pid,
        Optional<Double> clock,
        Optional<Double> uptime) {
    /** True for a line of a log: a program or a time stands before it. */
    public boolean isLogged() {
        return program.isPresent() || clock.isPresent() || uptime.isPresent();
    }

    /** Seconds from one line to this one, where both tell the time in the same way and this one is not older. */
    public Optional<Double> since(Line earlier) {
        return difference(uptime, earlier.uptime)
                .or(() -> difference(clock, earlier.clock))
                .filter(seconds -> seconds >= 0);
    }

    private static Optional<Double> difference(Optional<Double> later, Optional<Double> earlier) {
        return later.flatMap(end -> earlier.map(begin -> end - begin));
    }
}
