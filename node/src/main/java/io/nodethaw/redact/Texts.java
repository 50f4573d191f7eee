package io.nodethaw.redact;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Replaces what is in a text. */
final class Texts {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private static final Pattern DIGITS = Pattern.compile("\\d+");

    private static final Pattern ENVIRONMENT =
            Pattern.compile("(?<![A-Za-z0-9_])([A-Z][A-Z0-9_]{2,}=)(\"[^\"]*\"|'[^']*'|[^\\s\"',;]+)");

    /** One word or place in quotes, however they are escaped. */
    private static final Pattern QUOTED = Pattern.compile("(?<=[\"'`])[^\\s\"'`\\\\]{1,300}(?=\\\\*[\"'`])");

    private static final Pattern VALUE = Pattern.compile("(?<=[A-Za-z0-9_.-]{1,60}=)[^\\s\"',;\\\\]+");

    private static final Pattern PATH = Pattern.compile("(?<![\\p{L}\\p{N}])/[^\\s\"',;:()\\[\\]{}\\\\]+");

    /** What follows one of these words is a name. */
    private static final Pattern CALLED = Pattern.compile(
            "(?<=\\b(?:task|Comm:|server|node|host|user|pod|container|namespace|image|volume|unit|mount) )[^\\s\"',;\\\\]+");

    /** A name of a host with its domain, of a user at a host, an image with its registry. */
    private static final Pattern DOMAIN = Pattern.compile("(?<![0-9A-Za-z])"
            + "(?:[\\w.+-]+@)?(?:[\\w-]+\\.){1,126}(?:com|net|org|io|local|internal|lan|corp|home|arpa|svc|cloud|dev|intra|example|test|[a-z]{2})"
            + "(?![\\w.])(?:/[^\\s\"',;\\\\]*)?");

    /** What is long and no word: a secret, a hash. */
    private static final int LONG = 20;

    private final Tokens tokens;
    private final Names names;
    private final Ids ids;

    Texts(Tokens tokens, Names names) {
        this.tokens = tokens;
        this.ids = new Ids(tokens);
        this.names = names;
    }

    /** A text that holds nothing but names. */
    String name(String text) {
        return words(whole(ids.in(new Pieces(text))), Vocabulary::isKnownName, tokens::word);
    }

    /** A path, unit, address, or one word. */
    String place(String text) {
        return words(whole(ids.in(new Pieces(text))), Vocabulary::isKnown, tokens::word);
    }

    /** A message. */
    String message(String text) {
        var pieces = new Pieces(text).pass(ENVIRONMENT, match -> Optional.of(match.group(1) + name(match.group(2))));
        for (var pattern : new Pattern[] {QUOTED, VALUE, PATH, CALLED, DOMAIN}) {
            pieces.pass(pattern, match -> Optional.of(place(match.group())));
        }
        return whole(ids.in(pieces)).pass(WORD, this::inSentence).text();
    }

    private Optional<String> inSentence(MatchResult match) {
        var word = match.group();
        boolean secret = word.length() >= LONG && word.chars().anyMatch(Character::isDigit);
        return names.isWord(word) && !Vocabulary.isCommon(word) || secret
                ? Optional.of(tokens.word(word))
                : Optional.empty();
    }

    private interface Known {
        boolean is(String word);
    }

    private String words(Pieces pieces, Known known, UnaryOperator<String> replaced) {
        return pieces.pass(WORD, match -> {
                    var word = match.group();
                    return names.isWord(word) || !known.is(word) ? Optional.of(replaced.apply(word)) : Optional.empty();
                })
                .text();
    }

    /** Names as a whole, wherever they stand. */
    private Pieces whole(Pieces pieces) {
        return pieces.pass((text, from) -> {
            var word = WORD.matcher(text);
            for (boolean found = word.find(from); found; found = word.find()) {
                int length = names.at(text, word.start(), word.group());
                if (length > 0) {
                    int end = word.start() + length;
                    return Optional.of(new Pieces.Found(word.start(), end, name(text, word.start(), end)));
                }
            }
            return Optional.empty();
        });
    }

    /** A name of several words: those of the field may stay where others tell nothing any more. */
    private String name(String text, int from, int to) {
        var name = text.substring(from, to);
        var replaced = WORD.matcher(name)
                .replaceAll(word -> DIGITS.matcher(word.group()).matches() || !Vocabulary.isKnown(word.group())
                        ? tokens.word(word.group())
                        : word.group());
        return replaced.equals(name) ? WORD.matcher(name).replaceAll(word -> tokens.word(word.group())) : replaced;
    }
}
