package io.nodethaw.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
    @ParameterizedTest
    @CsvSource({
        "0x1b, \\u001b",
        "0x85, \\u0085",
        "0x202e, \\u202e",
        "0xfffe, \\ufffe",
        "0xffff, \\uffff",
        "0xfdd0, \\ufdd0",
        "0xd800, \\ud800",
        "0xdc00, \\udc00",
        "0xe0000, \\udb40\\udc00",
        "0xe0041, \\udb40\\udc41",
        "0xe0100, \\udb40\\udd00",
        "0x1ffff, \\ud83f\\udfff",
        "0x10ffff, \\udbff\\udfff",
    })
    void invisibleCharactersAreSpelledOut(String point, String spelled) {
        var text = "a" + Character.toString(Integer.decode(point)) + "b";
        assertThat(Printable.of(text)).isEqualTo("a" + spelled + "b");
        assertThat(Printable.quoted(text)).isEqualTo("\"a" + spelled + "b\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "größe", "数据库", "🚀 launch", "é"})
    void lettersStayAsTheyAre(String text) {
        assertThat(Printable.of(text)).isSameAs(text);
        assertThat(Printable.quoted(text)).isEqualTo("\"" + text + "\"");
        assertThat(Printable.yaml(text)).isEqualTo("\"" + text + "\"");
    }

    @Test
    void jsonReadsBackWhatWasWritten() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point += point < 0x3000 ? 1 : 97) {
            var text = "x" + Character.toString(point) + "\\\"";
            assertThat(JsonParser.parseString(Printable.quoted(text)).getAsString())
                    .isEqualTo(text);
        }
    }

    /** YAML has one escape for a code point of any size and none for half a pair (YAML 1.2, 5.1 and 5.7). */
    @ParameterizedTest
    @CsvSource({
        "0xffff, \\uffff",
        "0xe0041, \\U000e0041",
        "0x1ffff, \\U0001ffff",
        "0xd800, \\ufffd",
        "0x0a, \\n",
        "0x22, \\\"",
    })
    void yamlSpellsWholeCodePoints(String point, String spelled) {
        assertThat(Printable.yaml(Character.toString(Integer.decode(point)))).isEqualTo("\"" + spelled + "\"");
    }

    /** c-printable, YAML 1.2, 5.1: what a document may contain. */
    @Test
    void yamlHoldsNothingThatItMayNot() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point += point < 0x11000 ? 1 : 97) {
            assertThat(Printable.yaml(Character.toString(point)).codePoints())
                    .allMatch(at -> at >= 0x20 && at <= 0x7e
                            || at >= 0xa0 && at <= 0xd7ff
                            || at >= 0xe000 && at <= 0xfffd
                            || at >= 0x10000);
        }
    }
}
