/** Tests of what brings the agent into a cluster: the chart, the manifests that are rendered from it, and the plug-in of kubectl. */
@NullMarked
package io.nodethaw.deploy;

import org.jspecify.annotations.NullMarked;
