package io.nodethaw.look;

import io.nodethaw.evidence.Key;
import io.nodethaw.wait.Vertex;

/**
 * A note that a question was asked in vain. It is not asked again while a reading shows that it is still unanswered.
 *
 * @param holder the process that has to answer it
 * @param asked when it was asked, in seconds since boot
 * @param still how much the threads of that process had run while the question was out, to tell later whether they have run
 *     since; may be empty
 * @param sign what shows the unanswered question itself, when its hop knows such a sign; may be empty
 */
public record Note(Key question, Vertex.Process holder, double asked, String still, String sign) {}
