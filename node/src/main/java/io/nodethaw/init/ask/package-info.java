/** How systemd is asked about itself: on two ways, with bounded questions that can be left behind. */
@NullMarked
package io.nodethaw.init.ask;

import org.jspecify.annotations.NullMarked;
