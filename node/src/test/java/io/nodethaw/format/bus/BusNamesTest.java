package io.nodethaw.format.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Logged;
import io.nodethaw.format.Piece;
import io.nodethaw.format.Texts;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BusNamesTest {
    private static Piece read(String text) throws IOException {
        return Texts.read(text, new BusNames());
    }

    @Test
    void aListNamesProcessesAndTheOwnerOfSystemdsName() throws IOException {
        var piece = read("""
                NAME                          PID PROCESS USER CONNECTION    UNIT               SESSION DESCRIPTION
                :1.1                            1 systemd root :1.1          init.scope         -       -
                :1.10                         283 runc    root :1.10         -                  -       -
                org.freedesktop.hostname1       - -       -    (activatable) -                  -       -
                org.freedesktop.systemd1        1 systemd root :1.1          init.scope         -       -

                """);
        assertThat(piece.what()).isEqualTo("names on the bus");
        assertThat(piece.tasks())
                .extracting(task -> task.comm() + " " + task.pid().orElseThrow())
                .contains("systemd 1", "runc 283")
                .hasSize(3);
        assertThat(piece.notes())
                .singleElement()
                .asString()
                .contains("has an owner, :1.1")
                .contains("does not say");
        assertThat(piece.evidence().allSeen(Logged.TYPE)).isEmpty();
    }

    @Test
    void aNameThatCouldOnlyBeActivatedHasNoOwner() throws IOException {
        var piece = read("""
                NAME                          PID PROCESS USER CONNECTION    UNIT               SESSION DESCRIPTION
                org.freedesktop.systemd1        - -       -    (activatable) -                  -       -
                """);
        assertThat(piece.evidence().allSeen(Logged.TYPE))
                .extracting(Logged::sign)
                .containsExactly(Logged.Sign.NAME_WITHOUT_OWNER);
        assertThat(read("""
                        Monitoring signals from all objects owned by org.freedesktop.systemd1
                        The name org.freedesktop.systemd1 does not have an owner
                        """).evidence().allSeen(Logged.TYPE)).hasSize(1);
    }

    @Test
    void signalsThatPassAreCounted() throws IOException {
        assertThat(read("""
                        The name org.freedesktop.systemd1 is owned by :1.1
                        /org/freedesktop/systemd1: org.freedesktop.systemd1.Manager.UnitNew ('a.scope', objectpath '/x')
                        /org/freedesktop/systemd1: org.freedesktop.systemd1.Manager.JobNew (uint32 7, objectpath '/x', 'a.scope')
                        """).notes()).singleElement().asString().contains("2 signals passed");
    }

    @Test
    void otherTextsAreNone() throws IOException {
        assertThat(Texts.recognises("The name x is owned by me\nNAME PID\n", new BusNames()))
                .isFalse();
    }
}
