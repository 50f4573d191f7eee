/** A server of a few small pages, for those who watch the agent: bounded in connections, time and size, and of no use for more. */
@NullMarked
package io.nodethaw.agent.http;

import org.jspecify.annotations.NullMarked;
