/** HTTP/1.1 (RFC 9112) as far as asking takes it: GET over a unix socket or loopback, for dockerd and for kubelet's healthz. */
@NullMarked
package io.nodethaw.collect.http;

import org.jspecify.annotations.NullMarked;
