/**
 * How we ask: bounded questions to the kernel, to daemons over their sockets, and to a child process for what may hang. Every
 * call takes a {@link io.nodethaw.collect.Deadline}; when it passes, the error names the step that got no answer.
 */
@NullMarked
package io.nodethaw.collect;

import org.jspecify.annotations.NullMarked;
