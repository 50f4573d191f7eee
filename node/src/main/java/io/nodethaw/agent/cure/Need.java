package io.nodethaw.agent.cure;

import java.time.Duration;

/**
 * Something that a cure could be for.
 *
 * @param code of the finding
 * @param held how long its condition has been true for it
 * @param begun true where a cure for it was begun and not finished, so that only its proof is missing
 */
public record Need(String code, Duration held, boolean begun) {}
