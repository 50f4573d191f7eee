package io.nodethaw.evidence;

import java.util.stream.Stream;

/** Turns facts of older evidence into those of today: the registers of a blocked thread become the system call that it is in. */
final class OlderFacts {
    /** The architecture assumed for evidence that does not tell its machine. */
    private static final String MOST_COMMON = "x86_64";

    private final String architecture;

    /** @param readings all readings of the evidence */
    OlderFacts(Stream<Reading<Object>> readings) {
        this.architecture = readings.flatMap(reading -> reading.seen().stream())
                .filter(Machine.class::isInstance)
                .map(machine -> ((Machine) machine).architecture())
                .findFirst()
                .orElse(MOST_COMMON);
    }

    /** The key that such a reading has today. */
    Key key(Key key) {
        return key.fact().equals(CallRegisters.TYPE.name()) ? SystemCall.TYPE.key(key.instance()) : key;
    }

    /** The reading as it would be made today. */
    Reading<Object> reading(Reading<Object> reading) {
        return reading instanceof Reading.Seen<Object>(CallRegisters registers)
                ? new Reading.Seen<>(registers.call(architecture))
                : reading;
    }
}
