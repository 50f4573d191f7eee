/**
 * What only system calls give: the unix and TCP sockets of this network namespace with their peers and queues (netlink
 * sock_diag), connections to abstract unix sockets, and signals that cannot hit the wrong process. One downcall handle
 * serves all of it, because linking each one costs a cold JVM about 30 ms.
 */
@NullMarked
package io.nodethaw.collect.socket;

import org.jspecify.annotations.NullMarked;
