package io.nodethaw.look;

import java.util.List;

/** Notes of earlier looks at this node, which outlive the program. Losing them costs one more question each. */
public interface Notes {
    /** A look that knows nothing of others, and leaves nothing to them. */
    Notes NONE = new Notes() {
        @Override
        public List<Note> of(String bootId) {
            return List.of();
        }

        @Override
        public void keep(String bootId, List<Note> notes) {}
    };

    /** Those of this boot; empty also when they cannot be read. */
    List<Note> of(String bootId);

    /** Keeps these, and no others. */
    void keep(String bootId, List<Note> notes);
}
