package io.nodethaw.core;

import io.nodethaw.evidence.BusSerial;
import io.nodethaw.memory.CookieReading;

/**
 * systemd's message counter on the system bus.
 *
 * @param descriptor of the connection
 * @param name unique name of the connection on the bus
 * @param version of systemd; 0 when not known
 */
public record BusCounter(int descriptor, String name, int version, CookieReading reading) {
    /** True when it has passed the largest serial, so that nothing more can be sent. */
    public boolean isPastEnd() {
        return Long.compareUnsigned(reading.value(), BusSerial.LAST) > 0;
    }
}
