package io.nodethaw.look;

import java.util.List;

/** Notes of earlier looks at this node, which outlive the program. Each note that is lost costs one more question. */
public interface Notes {
    /** No notes: the session knows nothing of earlier ones and leaves nothing to later ones. */
    Notes NONE = new Notes() {
        @Override
        public List<Note> of(String bootId) {
            return List.of();
        }

        @Override
        public void keep(String bootId, List<Note> notes) {}
    };

    /** The notes of this boot; also empty when they cannot be read. */
    List<Note> of(String bootId);

    /** Keeps these notes in place of all others. */
    void keep(String bootId, List<Note> notes);
}
