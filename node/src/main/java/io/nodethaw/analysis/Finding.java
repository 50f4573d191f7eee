package io.nodethaw.analysis;

import io.nodethaw.wait.Vertex;
import java.util.List;

/** What one rule concludes about a vertex. It explains the vertex and never makes it a root. */
public sealed interface Finding {
    /** Stable code: hop, dot, name. */
    String code();

    /** What it is about. */
    Vertex about();

    /** One line for a person, after the name of the vertex: "deaf on the system bus". */
    String title();

    /** The signs that it rests on. */
    List<Proof> proofs();

    /** It makes no progress. */
    record Stuck(String code, Vertex about, Confidence confidence, String title, List<Proof> proofs)
            implements Finding {
        public Stuck {
            proofs = List.copyOf(proofs);
        }
    }

    /** It does not run, or what it is there for fails at once. */
    record Failing(String code, Vertex about, Confidence confidence, String title, List<Proof> proofs)
            implements Finding {
        public Failing {
            proofs = List.copyOf(proofs);
        }
    }

    /** It is late, and still moves. */
    record Slow(String code, Vertex about, Confidence confidence, String title, List<Proof> proofs) implements Finding {
        public Slow {
            proofs = List.copyOf(proofs);
        }
    }

    /** Signs that it may be stuck. They are too weak for a stall, but while they are seen it is not called slow either. */
    record Warning(String code, Vertex about, Confidence confidence, String title, List<Proof> proofs)
            implements Finding {
        public Warning {
            proofs = List.copyOf(proofs);
        }
    }

    /** Proven innocent by a counter-test. */
    record Clear(String code, Vertex about, String title, List<Proof> proofs) implements Finding {
        public Clear {
            proofs = List.copyOf(proofs);
        }
    }
}
