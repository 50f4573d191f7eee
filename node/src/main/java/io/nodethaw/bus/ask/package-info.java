/** How the verbs of the bus ask: bounded questions over a connection of their own, each of which can be left behind. */
@NullMarked
package io.nodethaw.bus.ask;

import org.jspecify.annotations.NullMarked;
