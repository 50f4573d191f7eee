package io.nodethaw.dump;

import java.util.List;

/**
 * Goroutines with one signature: the same state and the same functions, files and lines.
 *
 * @param count how many
 * @param ids of the first ones
 * @param sample the first of them
 * @param arguments for each frame of the sample the arguments of all the goroutines, with "*" for each that differs
 */
public record Bucket(long count, Ages ages, List<Long> ids, DumpedGoroutine sample, List<String> arguments) {
    /** Stands for an argument that is not the same in all goroutines. */
    public static final String DIFFERENT = "*";

    public Bucket {
        ids = List.copyOf(ids);
        arguments = List.copyOf(arguments);
    }

    /** What they wait for, or their status. */
    public String state() {
        return sample.header().state();
    }
}
