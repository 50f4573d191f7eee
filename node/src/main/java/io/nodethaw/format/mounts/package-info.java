/** Lists of mounts: mountinfo, {@code /proc/mounts}, {@code mount} and {@code findmnt}. They tell which server or disk a path lies on. */
@NullMarked
package io.nodethaw.format.mounts;

import org.jspecify.annotations.NullMarked;
