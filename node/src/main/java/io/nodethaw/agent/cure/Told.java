package io.nodethaw.agent.cure;

import java.time.Instant;

/**
 * Something about cures that is told: a decision, also one not to act, or what came of one.
 *
 * @param reason one word, as events have it: "CureBegun"
 * @param code of the finding
 * @param message one line for people
 * @param warning true where a person may want to see to it
 * @param outcome of a cure that has ended, as metrics have it; empty before
 */
public record Told(String reason, String code, String message, boolean warning, String outcome, Instant at) {}
