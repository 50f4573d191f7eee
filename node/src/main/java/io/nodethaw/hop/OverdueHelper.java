package io.nodethaw.hop;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.Vertex;
import java.time.Duration;

/**
 * A program that a daemon runs to help it, and that has not ended in time.
 *
 * @param age at least
 * @param waiter the goroutine of the daemon that waits for it
 */
public record OverdueHelper(ProcessTable.Entry process, Vertex.Process vertex, Duration age, Goroutine waiter) {}
