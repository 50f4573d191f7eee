/** Logs of kubelet, runtimes, systemd, the bus and the kernel: lines that tell what was refused or never came. */
@NullMarked
package io.nodethaw.format.log;

import org.jspecify.annotations.NullMarked;
