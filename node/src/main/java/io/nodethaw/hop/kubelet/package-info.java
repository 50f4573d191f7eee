/**
 * kubelet. Called by the API server; calls the CRI runtime or dockerd. Stalls when it is stopped or its pod loop waits. Asked
 * for its health on port 10248, or another one of the loopback interface.
 */
@NullMarked
package io.nodethaw.hop.kubelet;

import org.jspecify.annotations.NullMarked;
