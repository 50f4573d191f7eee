/**
 * dbus-daemon or dbus-broker: passes messages between runc and systemd. Called by runc, dockerd and everyone with a bus
 * connection; calls nobody. Stalls when it is stopped or frozen; when its limits (connections, pending replies) are reached, it
 * refuses callers: then we connect as the user nobody. It is asked to deliver a message to ourselves, which needs nobody else.
 */
@NullMarked
package io.nodethaw.hop.dbus;

import org.jspecify.annotations.NullMarked;
