package io.nodethaw.format.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteralsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "abc; abc",
                "abc|defg; abc,defg",
                "x[yz]abcd.*ef; abcd",
                "ab(?:cdef|ghij)k; cdef,ghij",
                "ab(?:cdef|[x])kl mn; kl mn",
                "(?i)pleg was (?<age>[0-9]{2,4}) ago; pleg was ",
                "a\\.bcd\\bxy; a.bcd",
                "abcd?; abc",
                "abcd+; abcd",
                "(?:abc)?defg; defg",
                "(?!abcdef)xyz; xyz",
                "(?<!abcdef)xyz; xyz",
                "abc(?=[^\\n]{0,40}?def ghi); def ghi",
                "[]abc]defgh; defgh"
            })
    void theWordsFollowFromThePattern(String pattern, String words) {
        assertThat(String.join(",", Literals.of(Pattern.compile(pattern))).strip())
                .isEqualTo(words.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"[abc]+; ", "abc|x; ", "ab; ", "(?:abc)*; ", "abc|(?:def)?; ", "(?!abc); "})
    void orNoneAreKnown(String pattern) {
        assertThat(Literals.of(Pattern.compile(pattern))).isEmpty();
    }

    @Test
    void nearlyEveryRowOfLogsIsLookedForByWords() {
        assertThat(KnownLine.ALL)
                .filteredOn(known -> Literals.of(known.pattern()).isEmpty())
                .hasSizeLessThan(3);
    }

    @Test
    void rowsAreFoundByTheirWordsInAnyCase() {
        var index = new WordIndex(List.of(List.of("stall", "lock"), List.of("sta"), List.of(), List.of("é1x")));
        assertThat(index.in("an RCU STALL")).hasToString("{0, 1, 2, 3}");
        assertThat(index.in("a Lock")).hasToString("{0, 2, 3}");
        assertThat(index.in("st \u0100ta ré1")).hasToString("{2, 3}");
        assertThat(index.in("")).hasToString("{2, 3}");
    }
}
