/**
 * The settings of the agent: what a file and the command line say, what of that is wrong and where, and what follows. The only folder that
 * uses the library for YAML, which is loaded when there is a file.
 */
@NullMarked
package io.nodethaw.agent.config;

import org.jspecify.annotations.NullMarked;
