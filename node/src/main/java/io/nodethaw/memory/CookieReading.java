package io.nodethaw.memory;

/**
 * systemd's counter of messages sent on a bus, read from its memory.
 *
 * @param value the counter; the serial of the last message while it is at most 4294967295
 * @param certain true when there is exactly one such connection in all its memory, and the place of the counter is confirmed:
 *     by the layout of the version that runs, or by a second connection whose counter is known
 * @param how what was found where, and what confirmed or contradicts it; for a person
 */
public record CookieReading(long value, boolean certain, String how) {}
