package io.nodethaw.analysis;

import java.time.Duration;

/**
 * A line that a daemon logged before it ended. It is no proof of anything, and often says why.
 *
 * @param unit the daemon's: "containerd.service"
 * @param ago how long before the look
 * @param text anything that it chose to say
 */
public record Said(String unit, Duration ago, String text) {}
