/**
 * Writes our own files safely: in folders that may belong to somebody else, without following what others have put there,
 * completely or not at all, and readable only for their owner.
 */
@NullMarked
package io.nodethaw.file;

import org.jspecify.annotations.NullMarked;
