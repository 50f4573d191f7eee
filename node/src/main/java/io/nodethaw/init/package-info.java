/**
 * PID 1 as its verb shows it: the facts that are read of systemd itself, and what follows from them. Nothing here asks anybody; that
 * is in {@code init/ask}.
 */
@NullMarked
package io.nodethaw.init;

import org.jspecify.annotations.NullMarked;
