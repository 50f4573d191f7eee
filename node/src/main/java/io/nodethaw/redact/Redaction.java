package io.nodethaw.redact;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Origin;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Replaces names, ids and addresses in evidence by tokens, the same by the same, so that rules find in it what they found before.
 * First all evidence is learned from, then each is replaced: a name that one reading tells may stand in the message of another.
 */
public final class Redaction {
    private final Kinds kinds = new Kinds();
    private final Records records = new Records();
    private final Names names = new Names();
    private final Texts texts;
    private final Map<String, String> leftOut = new TreeMap<>();

    /**
     * Learns what the names are.
     *
     * @param salt by which tokens differ from those of another capture
     */
    public Redaction(byte[] salt, List<Evidence> all) {
        all.forEach(this::learn);
        var known = names.all();
        this.texts = new Texts(
                new Tokens(salt, word -> Vocabulary.isKnown(word) || names.isWord(word) || known.contains(word)),
                names);
    }

    /** The names that were learned, in small letters. */
    public Set<String> names() {
        return names.all();
    }

    /** The facts that were left out, each with the reason. */
    public Map<String, String> leftOut() {
        return Map.copyOf(leftOut);
    }

    private void learn(Evidence evidence) {
        evidence.all().forEach((key, samples) -> {
            learn(kinds.ofInstance(key.fact()), key.instance());
            for (var sample : samples) {
                if (sample.reading() instanceof Reading.Seen<?>(var value)) {
                    records.changed(value, (path, text) -> {
                        learn(kinds.of(key.fact(), path), text);
                        return text;
                    });
                }
            }
        });
    }

    private void learn(Kind kind, String text) {
        switch (kind) {
            case NAME -> names.add(Ids.without(text));
            case OWN -> names.addWords(Ids.without(text), false);
            case KEPT, PLACE, TEXT, UNSAFE -> {}
        }
    }

    /** The same evidence with other names. */
    public Evidence of(Evidence evidence) {
        var builder = new Evidence.Builder(evidence.at());
        evidence.all().forEach((key, samples) -> {
            for (var sample : samples) {
                reading(key, sample.reading())
                        .ifPresent(reading -> builder.put(
                                new Key(key.fact(), changed(kinds.ofInstance(key.fact()), key.instance())),
                                new Sample<>(reading, origin(sample.origin()))));
            }
        });
        return builder.build();
    }

    private Optional<Reading<?>> reading(Key key, Reading<?> reading) {
        try {
            return Optional.of(
                    switch (reading) {
                        case Reading.Seen<?>(var value) ->
                            new Reading.Seen<>(records.changed(value, (path, text) -> changed(key.fact(), path, text)));
                        case Reading.Silent<?>(var waited, var stage, var kind) ->
                            new Reading.Silent<>(waited, texts.message(stage), kind);
                        case Reading.Failed<?>(var why) -> new Reading.Failed<>(texts.message(why));
                        case Reading.Refused<?>(var why) -> new Reading.Refused<>(texts.message(why));
                        case Reading.NotAsked<?>(var why, boolean heldUp) ->
                            new Reading.NotAsked<>(texts.message(why), heldUp);
                    });
        } catch (UnsafeException e) {
            leftOut.put(key.fact(), "its " + e.getMessage() + " could not be made safe");
            return Optional.empty();
        } catch (IllegalArgumentException e) { // it has its own idea of what a text in it may be
            leftOut.put(key.fact(), "it takes no other words");
            return Optional.empty();
        }
    }

    private String changed(String fact, String path, String text) {
        var kind = kinds.of(fact, path);
        if (kind == Kind.UNSAFE) {
            throw new UnsafeException(path);
        }
        return changed(kind, text);
    }

    private String changed(Kind kind, String text) {
        return switch (kind) {
            case KEPT, UNSAFE -> text;
            case NAME -> texts.name(text);
            case OWN, PLACE -> texts.place(text);
            case TEXT -> texts.message(text);
        };
    }

    private Origin origin(Origin origin) {
        return switch (origin) {
            case Origin.Live live -> live;
            case Origin.InFile(var file, var line) -> new Origin.InFile(texts.place(file), line);
        };
    }

    /** A text of which nobody has said what it holds. */
    private static final class UnsafeException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnsafeException(String path) {
            super(path);
        }
    }
}
