package io.nodethaw.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Key;
import io.nodethaw.wait.Vertex;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionNotesTest {
    private static final Note DOCKER = note("docker-ping", 10);
    private static final Note SHIM = note("shim-connect", 20);

    private final List<Note> kept = new ArrayList<>();
    private final Notes others = new Notes() {
        @Override
        public List<Note> of(String bootId) {
            return List.of(note("docker-ping", 90), note("bus-echo", 30));
        }

        @Override
        public void keep(String bootId, List<Note> notes) {
            kept.addAll(notes);
        }
    };

    private static Note note(String fact, double asked) {
        return new Note(new Key(fact, ""), new Vertex.Process(5, 100), asked, "", "");
    }

    @Test
    void whatIsKeptNowhereElseIsStillKnown() {
        var notes = new SessionNotes(Notes.NONE);
        notes.keep("boot", List.of(DOCKER, SHIM));
        assertThat(notes.of("boot")).containsExactly(DOCKER, SHIM);
        notes.keep("boot", List.of(SHIM));
        assertThat(notes.of("boot")).containsExactly(SHIM);
    }

    @Test
    void notesOfAnotherBootAreWorthNothing() {
        var notes = new SessionNotes(Notes.NONE);
        notes.keep("boot", List.of(DOCKER));
        assertThat(notes.of("another")).isEmpty();
    }

    @Test
    void whatWasAnsweredLateWasNotAskedInVain() {
        var notes = new SessionNotes(others);
        notes.keep("boot", List.of(DOCKER, SHIM));
        notes.answered(Set.of(DOCKER.question()));
        assertThat(notes.of("boot"))
                .extracting(note -> note.question().fact())
                .containsExactly("bus-echo", "shim-connect");
        notes.answered(Set.of());
        assertThat(notes.of("boot")).hasSize(2);
        notes.keep("boot", List.of(DOCKER));
        assertThat(notes.of("boot")).contains(DOCKER);
    }

    @Test
    void whatOthersNotedIsKnownTooAndTheyAreToldOfOurs() {
        var notes = new SessionNotes(others);
        assertThat(notes.of("boot")).hasSize(2);
        notes.keep("boot", List.of(DOCKER));
        assertThat(notes.of("boot")).hasSize(2).contains(DOCKER);
        assertThat(kept).containsExactly(DOCKER);
    }
}
