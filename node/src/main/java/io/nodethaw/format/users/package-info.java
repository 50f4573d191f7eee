/** Lists of who uses a file or a mount: {@code fuser -v}. They name processes. */
@NullMarked
package io.nodethaw.format.users;

import org.jspecify.annotations.NullMarked;
