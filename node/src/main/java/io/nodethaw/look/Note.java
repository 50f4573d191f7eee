package io.nodethaw.look;

import io.nodethaw.evidence.Key;
import io.nodethaw.wait.Vertex;

/**
 * A question that was put in vain and is not put again while it shows that it has no answer yet.
 *
 * @param holder who has it in hand
 * @param asked seconds since boot when it was put
 * @param still what its threads had done while the question was out, to tell whether they have done anything since; may be empty
 * @param sign of the question itself, where its hop knows one; may be empty
 */
public record Note(Key question, Vertex.Process holder, double asked, String still, String sign) {}
