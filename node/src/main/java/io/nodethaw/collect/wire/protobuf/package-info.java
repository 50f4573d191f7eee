/**
 * The wire format of protocol buffers, as far as the few messages we exchange with container runtimes need it. There is no
 * generated code: each client names the field numbers it reads, and fields it does not know are passed over.
 */
@NullMarked
package io.nodethaw.collect.wire.protobuf;

import org.jspecify.annotations.NullMarked;
