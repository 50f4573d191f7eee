/**
 * Replaces what tells whose node it was: names, ids, addresses. What each part of a fact holds is known by its type; a pass over the
 * words finds the same again in texts. It reads and writes nothing.
 */
@NullMarked
package io.nodethaw.redact;

import org.jspecify.annotations.NullMarked;
