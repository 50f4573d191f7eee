/**
 * runc and similar runtimes (crun, youki): a child of a shim or of dockerd that lives for milliseconds. Calls systemd over
 * D-Bus for the scope of a container, and waits for its own child, runc init. It has no probe and is recognised by its parent.
 */
@NullMarked
package io.nodethaw.hop.runc;

import org.jspecify.annotations.NullMarked;
