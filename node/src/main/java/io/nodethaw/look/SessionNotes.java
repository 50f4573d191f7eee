package io.nodethaw.look;

import io.nodethaw.evidence.Key;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/** The notes of one session. They are kept in memory and passed on; so the session has them where nothing else keeps any. */
final class SessionNotes implements Notes {
    private final Notes beyond;
    private final Set<Key> answered = new HashSet<>();
    private String bootId = "";
    private List<Note> own = List.of();

    /** @param beyond the notes that outlive the session */
    SessionNotes(Notes beyond) {
        this.beyond = beyond;
    }

    /** Drops the notes of questions that were answered after we had stopped waiting. */
    void answered(Set<Key> questions) {
        own = own.stream().filter(note -> !questions.contains(note.question())).toList();
        answered.addAll(questions);
    }

    /** The notes of this session, and those of others about other questions. */
    @Override
    public List<Note> of(String boot) {
        var all = new LinkedHashMap<Key, Note>();
        beyond.of(boot).forEach(note -> all.put(note.question(), note));
        all.keySet().removeAll(answered);
        if (boot.equals(bootId)) {
            own.forEach(note -> all.put(note.question(), note));
        }
        return List.copyOf(all.values());
    }

    @Override
    public void keep(String boot, List<Note> notes) {
        bootId = boot;
        own = List.copyOf(notes);
        answered.clear();
        beyond.keep(boot, notes);
    }
}
