package io.nodethaw.heal;

import java.util.Objects;

/**
 * One action of a cure, written down before it is done and again after it.
 *
 * @param kind what was done
 * @param target to whom
 * @param sinceBoot seconds since boot when it was begun
 * @param state how far it came
 * @param outcome in words; empty while it is only begun
 */
record Step(Kind kind, Target target, double sinceBoot, State state, String outcome) {
    Step {
        Objects.requireNonNull(kind); // a file may lack anything
        Objects.requireNonNull(target);
        Objects.requireNonNull(state);
        Objects.requireNonNull(outcome);
    }

    enum Kind {
        RECONNECT,
        REEXECUTE,
        END_PROCESS;

        static Kind of(Action action) {
            return switch (action) {
                case Action.Reconnect _ -> RECONNECT;
                case Action.Reexecute _ -> REEXECUTE;
                case Action.EndProcess _ -> END_PROCESS;
                case Action.Leave _ -> throw new IllegalArgumentException("leaving alone is no step");
            };
        }
    }

    enum State {
        /** Written down; nobody knows yet whether it was done. */
        BEGUN,
        /** Done, or taken for done: it is not done again. */
        DONE,
        /** Shown not to have been done: the one before us ended too early, or it could not be delivered. */
        NOT_DONE
    }

    Step ended(State now, String how) {
        return new Step(kind, target, sinceBoot, now, how);
    }
}
