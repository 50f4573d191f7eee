/**
 * What can only be had by system calls: the unix and TCP sockets of this network namespace with their peers and queues (netlink
 * sock_diag), connections to abstract unix sockets, and signals that cannot hit the wrong process. One downcall handle serves
 * them all, because linking one costs a cold JVM about 30 ms.
 */
@NullMarked
package io.nodethaw.collect.socket;

import org.jspecify.annotations.NullMarked;
