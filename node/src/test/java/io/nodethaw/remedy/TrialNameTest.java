package io.nodethaw.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialNameTest {
    @Test
    void aNameTellsWhoMadeIt() {
        assertThat(TrialName.maker(TrialName.make()))
                .hasValue(ProcessHandle.current().pid());
        assertThat(TrialName.maker("nodethaw-canary-4711-a1b2")).isEqualTo(OptionalLong.of(4711));
    }

    @Test
    void noTwoAreAlike() {
        var names = new HashSet<String>();
        for (int i = 0; i < 1000; i++) {
            names.add(TrialName.make());
        }
        assertThat(names).hasSize(1000);
    }

    /** dockerd takes [a-zA-Z0-9][a-zA-Z0-9_.-]+ (moby, daemon/names), systemd a unit of 255 letters, kubelet a DNS label of 63. */
    @Test
    void everybodyTakesIt() {
        assertThat(TrialName.make()).matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?").hasSizeLessThanOrEqualTo(63);
    }

    /** What others have named is theirs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "web",
                "nodethaw-canary",
                "nodethaw-canary-",
                "nodethaw-canary-4711",
                "nodethaw-canary-4711-",
                "nodethaw-canary-0-a1b2",
                "nodethaw-canary-047-a1b2",
                "nodethaw-canary--1-a1b2",
                "nodethaw-canary-99999999999-a1b2",
                "nodethaw-canary-4711-a1b2c3d4e5f607182",
                "nodethaw-canary-4711-A1B2",
                "nodethaw-canary-4711-a1b2\n",
                "nodethaw-canary-4711-a1b2/../web",
                "/nodethaw-canary-4711-a1b2",
                "nodethaw-canary-4711-a1b2-web"
            })
    void nothingElseIsSuchAName(String name) {
        assertThat(TrialName.maker(name)).isEmpty();
    }

    @Test
    void textsOfTwoTrialsCanBeCompared() {
        assertThat(TrialName.withoutNumbers("POST /containers/nodethaw-canary-7-a1/start: 500 of nodethaw-canary-7-a1"))
                .isEqualTo("POST /containers/nodethaw-canary-N/start: 500 of nodethaw-canary-N");
        assertThat(TrialName.withoutNumbers("runc exited: 1")).isEqualTo("runc exited: 1");
    }
}
