/**
 * runc and its kin (crun, youki): a child of a shim or of dockerd that lives for milliseconds. Calls systemd over D-Bus for the
 * scope of a container, and waits for its own child, runc init. Has no probe: it is known by whose child it is.
 */
@NullMarked
package io.nodethaw.hop.runc;

import org.jspecify.annotations.NullMarked;
