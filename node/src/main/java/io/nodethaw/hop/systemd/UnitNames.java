package io.nodethaw.hop.systemd;

import io.nodethaw.evidence.FactType;

/** How many names of units systemd has loaded: its property NNames. One instance. */
public record UnitNames(long names) {
    public static final FactType<UnitNames> TYPE = new FactType<>("unit-names", UnitNames.class);
}
