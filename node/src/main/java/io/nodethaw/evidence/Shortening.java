package io.nodethaw.evidence;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes evidence fit where there is little room. The largest readings are removed first, those about single processes before
 * those about the whole node, which are needed most. Each reading that is removed leaves a note that it is missing.
 */
final class Shortening {
    private record Part(Key key, Sample<?> sample, long length) {
        boolean isOfTheNode() {
            return key.instance().isEmpty();
        }
    }

    /** Counts characters. */
    private static final class Counter extends Writer {
        private long length;

        @Override
        public void write(char[] text, int from, int count) {
            length += count;
        }

        @Override
        public void flush() {
            // characters are only counted
        }

        @Override
        public void close() {
            // there is nothing to close
        }
    }

    private final EvidenceJson json;

    Shortening(EvidenceJson json) {
        this.json = json;
    }

    Evidence of(Evidence evidence, long most) throws IOException {
        var parts = parts(evidence);
        long length = parts.stream().mapToLong(Part::length).sum();
        if (length <= most) {
            return evidence;
        }
        var gone = new HashMap<Sample<?>, Part>();
        var candidates = new ArrayList<>(parts);
        candidates.sort(Comparator.comparing(Part::isOfTheNode)
                .thenComparing(Comparator.comparingLong(Part::length).reversed()));
        for (var part : candidates) {
            if (length <= most) {
                break;
            }
            gone.put(part.sample(), part);
            length -= part.length();
        }
        return without(evidence, parts, gone);
    }

    private List<Part> parts(Evidence evidence) throws IOException {
        var parts = new ArrayList<Part>();
        for (var entry : evidence.all().entrySet()) {
            for (var sample : entry.getValue()) {
                var counter = new Counter();
                json.writeSample(new JsonWriter(counter), entry.getKey(), sample);
                parts.add(new Part(entry.getKey(), sample, counter.length));
            }
        }
        return parts;
    }

    private Evidence without(Evidence evidence, List<Part> parts, Map<Sample<?>, Part> gone) {
        var builder = new Evidence.Builder(evidence.at());
        for (var part : parts) {
            var sample = part.sample();
            Reading<Object> reading = gone.containsKey(sample)
                    ? new Reading.NotAsked<>("left out of the file: it has " + part.length() + " characters")
                    : json.plain(sample.reading());
            json.put(builder, part.key(), reading, sample.origin());
        }
        return builder.build();
    }
}
