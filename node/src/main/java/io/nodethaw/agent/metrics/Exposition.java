package io.nodethaw.agent.metrics;

import java.util.Locale;

/**
 * Writes families of metrics as text: OpenMetrics 1.0 (github.com/OpenObservability/OpenMetrics), or version 0.0.4 of Prometheus'
 * own format for those who do not ask for it. Names and labels are ours; only the values of labels are escaped.
 */
public final class Exposition {
    private static final String TOTAL = "_total";

    private final StringBuilder text = new StringBuilder();
    private final Format format;
    private String family = "";

    /** How it is written. */
    public enum Format {
        OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8"),
        PROMETHEUS("text/plain; version=0.0.4; charset=utf-8");

        private final String contentType;

        Format(String contentType) {
            this.contentType = contentType;
        }

        /** As the header of a reply names it. */
        public String contentType() {
            return contentType;
        }

        /** What whoever sends this header can read. */
        public static Format of(String accept) {
            return accept.contains("application/openmetrics-text") ? OPEN_METRICS : PROMETHEUS;
        }
    }

    /** Nothing is written yet. */
    public Exposition(Format format) {
        this.format = format;
    }

    /** Begins a family of values that go up and down. */
    public Exposition gauge(String name, String unit, String help) {
        return begin(name, "gauge", unit, help);
    }

    /** Begins a family of values that only rise; its samples have "_total" at their end. */
    public Exposition counter(String name, String unit, String help) {
        return begin(name, "counter", unit, help);
    }

    /** Begins a family of histograms. */
    public Exposition histogram(String name, String unit, String help) {
        return begin(name, "histogram", unit, help);
    }

    private Exposition begin(String name, String type, String unit, String help) {
        family = name;
        boolean open = format == Format.OPEN_METRICS;
        var shown = type.equals("counter") && !open ? name + TOTAL : name;
        text.append("# TYPE ").append(shown).append(' ').append(type).append('\n');
        if (open && !unit.isEmpty()) {
            text.append("# UNIT ").append(shown).append(' ').append(unit).append('\n');
        }
        text.append("# HELP ").append(shown).append(' ').append(help).append('\n');
        return this;
    }

    /** A value of a gauge, with the names and values of its labels in turn. */
    public Exposition value(double value, String... labels) {
        return sample("", value, labels);
    }

    /** A value of a counter. */
    public Exposition total(double value, String... labels) {
        return sample(TOTAL, value, labels);
    }

    /** One histogram of the family. */
    public Exposition all(Histogram histogram, String... labels) {
        var counts = histogram.counts();
        var bounds = histogram.bounds();
        long sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += counts[i];
            sample("_bucket", (double) sum, and(labels, "le", i < bounds.length ? number(bounds[i]) : "+Inf"));
        }
        sample("_count", (double) sum, labels);
        return sample("_sum", histogram.sum(), labels);
    }

    private Exposition sample(String suffix, double value, String... labels) {
        text.append(family).append(suffix);
        for (int i = 0; i + 1 < labels.length; i += 2) {
            text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
            escape(labels[i + 1]);
            text.append('"');
        }
        text.append(labels.length == 0 ? "" : "}")
                .append(' ')
                .append(number(value))
                .append('\n');
        return this;
    }

    private static String[] and(String[] labels, String name, String value) {
        var all = new String[labels.length + 2];
        System.arraycopy(labels, 0, all, 0, labels.length);
        all[labels.length] = name;
        all[labels.length + 1] = value;
        return all;
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char letter = value.charAt(i);
            switch (letter) {
                case '\\' -> text.append("\\\\");
                case '"' -> text.append("\\\"");
                case '\n' -> text.append("\\n");
                default -> text.append(Character.isISOControl(letter) ? ' ' : letter);
            }
        }
    }

    /** Whole numbers as such: "12", not "12.0". */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%s", value);
    }

    /** All of it. */
    public String end() {
        return text + (format == Format.OPEN_METRICS ? "# EOF\n" : "");
    }
}
