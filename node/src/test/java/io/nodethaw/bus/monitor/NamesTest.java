package io.nodethaw.bus.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.bus.BusNames;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
    private final Names names = new Names(Names.Who.NOBODY);

    private void begin(boolean complete, BusNames.Owned... owned) {
        names.begin(new BusNames(List.of(owned), List.of(), List.of(), ":1.9", complete));
    }

    @Test
    void whileNothingIsKnownAnybodyMayBeSystemd() {
        assertThat(names.isSystemd(":1.1")).isTrue();
        begin(false);
        assertThat(names.isSystemd(":1.1")).as("the bus has not told all").isTrue();
    }

    @Test
    void nobodyIsSystemdWhereNobodyOwnsItsName() {
        begin(true);
        assertThat(names.isSystemd(":1.1")).isFalse();
        names.changed(Names.SYSTEMD, ":1.1");
        assertThat(names.isSystemd(":1.1")).isTrue();
        assertThat(names.isSystemd(":1.2")).isFalse();
    }

    @Test
    void ownerIsKnownFromTheBeginning() {
        begin(false, new BusNames.Owned(Names.SYSTEMD, ":1.1"));
        assertThat(names.isSystemd(":1.1")).isTrue();
        names.changed(Names.SYSTEMD, "");
        assertThat(names.isSystemd(":1.1")).isFalse();
    }

    /** Who came late is told by name, however many have come and gone before. */
    @Test
    void thoseWhoLeftMakeRoom() {
        for (int i = 0; i < 30_000; i++) {
            names.told(":2." + i, "runc " + i);
            names.left(":2." + i);
        }
        names.told(":1.1", "systemd 1");
        assertThat(names.who(":1.1")).isEqualTo("systemd 1");
        assertThat(names.who(":2.29999")).as("there was room for it").isEqualTo("runc 29999");
        assertThat(names.who(":2.1")).isEmpty();
    }
}
