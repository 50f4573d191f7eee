package io.nodethaw.evidence;

import java.util.Optional;

/**
 * The machine and user that we look from. One instance.
 *
 * @param ourPid pid of this program; 0 in evidence that another tool made
 * @param uid effective user id of this program
 * @param kernel release, as uname prints it
 * @param architecture machine, as uname prints it: x86_64, aarch64
 * @param bootId id of the current boot of the kernel
 * @param ticksPerSecond USER_HZ, 100 on all supported architectures
 * @param sinceBoot seconds since boot, on the clock of start times
 * @param hostName as uname prints it; absent from evidence of older versions
 */
public record Machine(
        int ourPid,
        long uid,
        String kernel,
        String architecture,
        String bootId,
        long ticksPerSecond,
        double sinceBoot,
        Optional<String> hostName) {
    public static final FactType<Machine> TYPE = new FactType<>("machine", Machine.class).readTwice();

    /** A hundred years, in seconds. */
    private static final double LONGEST = 36525.0 * 24 * 60 * 60;

    public Machine {
        if (ticksPerSecond <= 0) {
            throw new IllegalArgumentException(ticksPerSecond + " ticks a second");
        }
        if (!(sinceBoot >= 0 && sinceBoot <= LONGEST)) {
            throw new IllegalArgumentException(sinceBoot + " s since boot");
        }
        hostName = hostName.map(Foreign::cut);
    }

    /** A machine whose host name is not known. */
    public Machine(
            int ourPid,
            long uid,
            String kernel,
            String architecture,
            String bootId,
            long ticksPerSecond,
            double sinceBoot) {
        this(ourPid, uid, kernel, architecture, bootId, ticksPerSecond, sinceBoot, Optional.empty());
    }
}
