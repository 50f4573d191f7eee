package io.nodethaw.report;

import java.time.Instant;

/**
 * A change of a condition that the agent has kept.
 *
 * @param id told apart by it, and in the order of time: "20261130T105700.123"
 * @param condition its name: "NodeStalled"
 * @param status what it became: "True"
 * @param was what it was before
 * @param code of the finding; empty where it rests on none
 * @param message one line for people
 * @param evidence the file with what was read then; empty where it could not be kept
 */
public record PastChange(
        String id,
        Instant at,
        String condition,
        String status,
        String was,
        String reason,
        String code,
        String message,
        String evidence) {}
