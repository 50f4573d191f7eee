/**
 * A small D-Bus client that names the step that got no answer.
 *
 * <p>{@link io.nodethaw.collect.wire.dbus.BusConnection} speaks to a message bus, or peer to peer to systemd's private socket.
 * Every message shows its serial: systemd's is its counter of messages sent. Nothing a sender writes is trusted; a message
 * that breaks the rules of the D-Bus Specification ends in one
 * {@link io.nodethaw.collect.wire.dbus.MessageFormatException}. No call made here starts a service.
 */
@NullMarked
package io.nodethaw.collect.wire.dbus;

import org.jspecify.annotations.NullMarked;
