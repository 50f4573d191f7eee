/**
 * What kubectl shows of a cluster: conditions and events of a node as it describes them, and nodes, pods and events as objects in YAML or
 * JSON.
 */
@NullMarked
package io.nodethaw.format.cluster;

import org.jspecify.annotations.NullMarked;
