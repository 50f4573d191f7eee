package io.nodethaw.evidence;

import java.util.stream.Stream;

/** What facts of older evidence mean now: the registers of a blocked thread are the call that it is in. */
final class OlderFacts {
    /** Of evidence that does not say what machine it is of. */
    private static final String MOST_COMMON = "x86_64";

    private final String architecture;

    /** @param readings all of the evidence */
    OlderFacts(Stream<Reading<Object>> readings) {
        this.architecture = readings.flatMap(reading -> reading.seen().stream())
                .filter(Machine.class::isInstance)
                .map(machine -> ((Machine) machine).architecture())
                .findFirst()
                .orElse(MOST_COMMON);
    }

    /** The key that a reading has now. */
    Key key(Key key) {
        return key.fact().equals(CallRegisters.TYPE.name()) ? SystemCall.TYPE.key(key.instance()) : key;
    }

    /** The reading as it would be now. */
    Reading<Object> reading(Reading<Object> reading) {
        return reading instanceof Reading.Seen<Object>(CallRegisters registers)
                ? new Reading.Seen<>(registers.call(architecture))
                : reading;
    }
}
