package io.nodethaw.level;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogSettingsTest {
    private static LogSettings of(String level, String target) {
        return new LogSettings(level, Optional.of(target));
    }

    @Test
    void targetIsLeftWhereItsLinesCanBeRead() {
        assertThat(of("info", "journal-or-kmsg").raised()).isEqualTo(new LogSettings("debug", Optional.empty()));
        assertThat(of("info", "journal").before()).isEqualTo(new LogSettings("info", Optional.empty()));
    }

    @Test
    void targetIsChangedWhereNobodyCouldReadItsLines() {
        assertThat(of("info", "console").raised()).isEqualTo(of("debug", "journal-or-kmsg"));
        assertThat(of("info", "console").before()).isEqualTo(of("info", "console"));
    }

    @Test
    void onlyLevelsThatSystemdKnowsAreLevels() {
        assertThat(of("err", "null").isLevel()).isTrue();
        assertThat(of("loud", "null").isLevel()).isFalse();
        assertThat(of("7", "null").isDebug()).isTrue();
    }

    @Test
    void noteSaysWhatToPutBack() {
        var loan = new Loan("b-1", 3, of("warning", "console"), false, 77, 900);
        assertThat(Loan.parse(loan.text() + "\n")).contains(loan);
        var bySignal = new Loan("b-1", 3, new LogSettings("info", Optional.empty()), true, 77, 900);
        assertThat(Loan.parse(bySignal.text())).contains(bySignal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "b\t3\tinfo",
                "b\t3\tloud\t\tsocket\t77\t900",
                "b\tx\tinfo\t\tsocket\t77\t900",
                "b\t3\tinfo\t$(x)\tsocket\t77\t900"
            })
    void otherTextIsNoNote(String text) {
        assertThat(Loan.parse(text)).isEmpty();
    }
}
