package io.nodethaw.evidence;

import java.time.Instant;

/**
 * One reading with its times.
 *
 * @param asked when the question was put
 * @param answered when the answer came, or when we stopped waiting for it
 */
public record Sample<T>(Reading<T> reading, Instant asked, Instant answered) {}
