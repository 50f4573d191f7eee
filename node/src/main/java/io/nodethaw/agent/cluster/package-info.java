/**
 * What the agent tells its Kubernetes cluster, and the small client that sends it: a child process for a moment, since TLS takes more
 * memory than the rest of an idle agent, and only the child ever reads the credential.
 */
@NullMarked
package io.nodethaw.agent.cluster;

import org.jspecify.annotations.NullMarked;
