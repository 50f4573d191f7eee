package io.nodethaw.hop.dbus;

import io.nodethaw.evidence.FactType;
import java.util.Optional;

/**
 * The connection to the bus with the most match rules. One instance.
 *
 * @param unique its unique name; of several the first in the order of the alphabet
 * @param rules how many it has
 * @param pid of the process, as the bus knows it; absent where it went meanwhile
 */
public record MostRules(String unique, int rules, Optional<Integer> pid) {
    public static final FactType<MostRules> TYPE = new FactType<>("most-match-rules", MostRules.class);
}
