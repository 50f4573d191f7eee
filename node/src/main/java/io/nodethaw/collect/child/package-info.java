/**
 * Reads what may hang, in a child process that can be left behind: {@code /proc} files that take locks of their target
 * (syscall, stack, cgroup, mountinfo, fdinfo), cgroup files, the kernel log, memory. A thread in state D would prevent this
 * program from exiting; in the child it costs only that thread. Questions and answers go over its pipes, many at a time.
 */
@NullMarked
package io.nodethaw.collect.child;

import org.jspecify.annotations.NullMarked;
