/**
 * systemd, PID 1: starts the scope of every container. Called by runc over D-Bus; calls the kernel. Stalls when it is stopped,
 * deaf on the bus, off the bus, or waits for a generator. Asked through the bus and through its private socket: the difference
 * is a finding.
 */
@NullMarked
package io.nodethaw.hop.systemd;

import org.jspecify.annotations.NullMarked;
