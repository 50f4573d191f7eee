/** Sockets as {@code ss} and {@code netstat} list them: what is unread in them, who is at the other end, and who has them open. */
@NullMarked
package io.nodethaw.format.sockets;

import org.jspecify.annotations.NullMarked;
