/** HTTP/1.1 (RFC 9112) over a unix socket or loopback, one request a connection: for dockerd and for kubelet's healthz. */
@NullMarked
package io.nodethaw.collect.wire.http;

import org.jspecify.annotations.NullMarked;
