/**
 * Cures by policy: what its owner allows (a policy), whether it allows one now (pure), who else in the cluster is at work (slots, by asking
 * the API server), and the one that does it, a child that heals as a person would have it done.
 */
@NullMarked
package io.nodethaw.agent.cure;

import org.jspecify.annotations.NullMarked;
