/**
 * Unpacks zstd (RFC 8878), without dictionaries and without looking at checksums. It reads bytes of strangers in plain Java, so that
 * damage can do no more than end it.
 */
@NullMarked
package io.nodethaw.archive.zstd;

import org.jspecify.annotations.NullMarked;
