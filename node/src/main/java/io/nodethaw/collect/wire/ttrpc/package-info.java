/**
 * ttrpc, the small RPC protocol between containerd and its shims, and the shim's task service. Unary calls only: that is what
 * every version speaks.
 */
@NullMarked
package io.nodethaw.collect.wire.ttrpc;

import org.jspecify.annotations.NullMarked;
