/**
 * dbus-daemon or dbus-broker: passes messages between runc and systemd. Called by runc, dockerd and everyone with a bus
 * connection; calls nobody. Stalls when it is stopped or frozen; its limits (connections, pending replies) turn callers away:
 * then we go in as nobody. Asked by a message to ourselves, which only it has to pass on.
 */
@NullMarked
package io.nodethaw.hop.dbus;

import org.jspecify.annotations.NullMarked;
