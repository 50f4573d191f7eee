/** What programs that watch the message bus print: dbus-monitor, busctl monitor. */
@NullMarked
package io.nodethaw.format.bus;

import org.jspecify.annotations.NullMarked;
