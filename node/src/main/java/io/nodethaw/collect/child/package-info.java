/**
 * Reads what may hang, in a child process that can be left behind: {@code /proc} files that take locks of their target
 * (syscall, stack, cgroup, mountinfo, fdinfo), cgroup files, the kernel log, memory. A thread of our own in D state would
 * keep us from exiting; one of the child's costs that thread. Questions and answers go over its pipes, many at a time.
 */
@NullMarked
package io.nodethaw.collect.child;

import org.jspecify.annotations.NullMarked;
