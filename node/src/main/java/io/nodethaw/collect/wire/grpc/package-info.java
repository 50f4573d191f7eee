/**
 * Unary gRPC calls over HTTP/2 without TLS (RFC 9113, RFC 7541), for the sockets of container runtimes. Our own, because
 * the step that gets no answer is what we are here to name: a client library retries, waits for a ready channel and
 * reports one deadline for everything. The peer is not trusted: frames, header blocks and bodies have limits.
 */
@NullMarked
package io.nodethaw.collect.wire.grpc;

import org.jspecify.annotations.NullMarked;
