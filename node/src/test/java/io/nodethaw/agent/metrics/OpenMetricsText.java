package io.nodethaw.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A strict reader of OpenMetrics text, written from its grammar: fails at whatever Prometheus would refuse. */
public final class OpenMetricsText {
    private static final Pattern META = Pattern.compile("# (TYPE|UNIT|HELP) ([a-z_]+) (.+)");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-z_]+)(?:\\{(" + LABEL + "(?:," + LABEL + ")*)\\})? (-?[0-9.E+-]+)");
    private static final Map<String, Set<String>> SUFFIXES = Map.of(
            "gauge", Set.of(""),
            "counter", Set.of("_total"),
            "histogram", Set.of("_bucket", "_count", "_sum"));

    private final Map<String, Double> samples = new LinkedHashMap<>();
    private final Set<String> families = new HashSet<>();
    private final Map<String, Double> buckets = new HashMap<>();
    private String family = "";
    private String type = "";

    private OpenMetricsText() {}

    /** The samples by name and labels, as they are written. */
    public static Map<String, Double> read(String text) {
        assertThat(text).endsWith("\n# EOF\n");
        var reader = new OpenMetricsText();
        text.substring(0, text.length() - "# EOF\n".length()).lines().forEach(reader::line);
        return reader.samples;
    }

    private void line(String line) {
        var meta = META.matcher(line);
        if (!meta.matches()) {
            sample(line);
            return;
        }
        var value = meta.group(3);
        switch (meta.group(1)) {
            case "TYPE" -> {
                family = meta.group(2);
                type = value;
                assertThat(families.add(family)).as("a second time: " + line).isTrue();
                assertThat(SUFFIXES).as(line).containsKey(type);
                assertThat(family).startsWith("nodethaw_").doesNotEndWith("_total");
            }
            case "UNIT" -> assertThat(meta.group(2)).isEqualTo(family).endsWith("_" + value);
            default -> assertThat(meta.group(2)).as(line).isEqualTo(family);
        }
    }

    private void sample(String line) {
        var sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        assertThat(sample.group(1)).as(line).startsWith(family);
        var suffix = sample.group(1).substring(family.length());
        assertThat(SUFFIXES.get(type)).as(line).contains(suffix);
        double value = Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
        var name = line.substring(0, line.lastIndexOf(' '));
        assertThat(samples.put(name, value)).as("a second time: " + name).isNull();
        if (suffix.equals("_bucket")) {
            var series = name.replaceFirst(",?le=\"[^\"]*\"", "");
            assertThat(value).as(line).isGreaterThanOrEqualTo(buckets.getOrDefault(series, 0.0));
            buckets.put(series, value);
        } else if (suffix.equals("_count")) {
            var all = name.replace("_count", "_bucket");
            assertThat(buckets.getOrDefault(all, buckets.get(all + "{}")))
                    .as(line)
                    .isEqualTo(value);
        } else if (type.equals("counter")) {
            assertThat(value).isNotNegative();
        }
    }
}
