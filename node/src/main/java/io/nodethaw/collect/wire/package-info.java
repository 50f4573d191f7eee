/**
 * The protocols that daemons speak, each written out over a {@link io.nodethaw.collect.Connection}: D-Bus, HTTP, gRPC and ttrpc with
 * the protobuf of their messages. They know neither hops nor facts; a hop's probe says what is asked, and what the answer means.
 */
@NullMarked
package io.nodethaw.collect.wire;

import org.jspecify.annotations.NullMarked;
