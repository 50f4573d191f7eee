/**
 * Watches all messages of the bus, or those that a file has recorded: what is counted of them, how they are written to a file and read
 * again, and what is missing against a recorded time. Nothing is kept of a message but its head.
 */
@NullMarked
package io.nodethaw.bus.monitor;

import org.jspecify.annotations.NullMarked;
