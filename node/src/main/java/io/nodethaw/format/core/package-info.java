/** ELF cores as evidence: what their threads wait in, their goroutines, and systemd's message counter. */
@NullMarked
package io.nodethaw.format.core;

import org.jspecify.annotations.NullMarked;
