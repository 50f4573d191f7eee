/** What {@code systemctl} tells of units and jobs. */
@NullMarked
package io.nodethaw.format.units;

import org.jspecify.annotations.NullMarked;
