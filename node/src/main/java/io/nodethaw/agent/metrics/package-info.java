/** Metrics as text: counters, gauges and histograms, in the format of Prometheus and in that of OpenMetrics. */
@NullMarked
package io.nodethaw.agent.metrics;

import org.jspecify.annotations.NullMarked;
