package io.nodethaw.hop;

import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.NodeAccess;
import java.util.List;

/** What has to hold of one hop before it is started, besides what has to hold of every hop. */
@FunctionalInterface
public interface Premise {
    /** Nothing. */
    Premise NONE = (_, _) -> List.of();

    /** The checks, read now. */
    List<Check> checks(NodeAccess access, Diagnosis now);
}
