/**
 * The message bus as its verbs show it: the facts that are read of it, and what follows from them. Nothing here asks anybody;
 * that is in {@code bus/ask}.
 */
@NullMarked
package io.nodethaw.bus;

import org.jspecify.annotations.NullMarked;
