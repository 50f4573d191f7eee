package io.nodethaw.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.memory.CookieFinder.Known;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CookieFinderTest {
    private static final BusLayout V219 = BusLayout.ALL.getFirst();
    private static final BusLayout V252 = BusLayout.ALL.get(4);

    /** Like the layout of 252, with one more field before the counter. */
    private static final BusLayout UNHEARD_OF = new BusLayout("none", 300, 300, true, 0x28, 0x38, 0x58, 0x60);

    private static final String LIBRARY_252 = "/usr/lib/systemd/libsystemd-shared-252.so";
    private static final long OVERFLOWN = 0x1_0000_0000L;

    private final FakeHeap heap = new FakeHeap(1 << 16);

    private CookieReading find(String library, Known known) throws Exception {
        return new CookieFinder(heap, heap.map(library)).find(known);
    }

    private static List<BusLayout> layouts() {
        return BusLayout.ALL;
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void counterIsFoundInEveryLayoutWeKnow(BusLayout layout) throws Exception {
        heap.connection(layout, 42, ":1.3", OVERFLOWN);
        var reading = find("", new Known(42, ":1.3", layout.last(), 0));
        assertThat(reading.value()).isEqualTo(OVERFLOWN);
        assertThat(reading.certain()).isTrue();
        assertThat(reading.how()).contains(layout.title());
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void aConnectionFitsNoLayoutOfAnotherVersion(BusLayout layout) throws Exception {
        heap.connection(layout, 42, ":1.3", 17);
        var reading = find("", new Known(42, ":1.3", 0, 0));
        assertThat(reading.how()).contains(layout.title());
        assertThat(reading.value()).isEqualTo(17);
        assertThat(reading.certain()).as("version not known").isFalse();
    }

    @Test
    void counterSetBackIsReadAsItIs() throws Exception {
        heap.connection(V252, 42, ":1.3", 5);
        assertThat(find(LIBRARY_252, new Known(42, ":1.3", 0, 0)).value()).isEqualTo(5);
    }

    @Test
    void versionOfTheRunningLibraryGoesBeforeThatOfThePackage() throws Exception {
        heap.connection(V252, 42, ":1.3", 5);
        assertThat(find(LIBRARY_252, new Known(42, ":1.3", 257, 0)).certain()).isTrue();
    }

    @Test
    void layoutOfAnotherVersionIsNotCertain() throws Exception {
        heap.connection(V252, 42, ":1.3", OVERFLOWN);
        var reading = find("", new Known(42, ":1.3", 219, 0));
        assertThat(reading.certain()).isFalse();
        assertThat(reading.how()).contains("version 219");
    }

    @Test
    void secondConnectionConfirmsWithoutAVersion() throws Exception {
        heap.connection(V219, 42, ":1.3", OVERFLOWN);
        heap.connection(V219, 50, "", 9);
        var reading = find("", new Known(42, ":1.3", 0, 9));
        assertThat(reading.certain()).isTrue();
        assertThat(reading.how()).contains("confirmed by a second connection");
    }

    @Test
    void secondConnectionContradicts() throws Exception {
        heap.connection(V252, 42, ":1.3", OVERFLOWN);
        heap.connection(UNHEARD_OF, 50, "", 9);
        var reading = find(LIBRARY_252, new Known(42, ":1.3", 0, 9));
        assertThat(reading.certain()).isFalse();
        assertThat(reading.how()).contains("contradicted");
    }

    @Test
    void layoutNeverHeardOfIsReadByTheSecondConnection() throws Exception {
        var layout = new BusLayout("none", 300, 300, true, 0x40, 0x50, 0x68, 0x90);
        heap.connection(layout, 42, ":1.3", 77);
        heap.connection(layout, 50, "", 9);
        var reading = find("", new Known(42, ":1.3", 300, 9));
        assertThat(reading.value()).isEqualTo(77);
        assertThat(reading.certain()).isTrue();
    }

    @Test
    void layoutNeverHeardOfStaysUnknownAlone() {
        heap.connection(new BusLayout("none", 300, 300, true, 0x40, 0x50, 0x68, 0x90), 42, ":1.3", 77);
        unknown(new Known(42, ":1.3", 300, 0), "none of the layouts we know");
    }

    @Test
    void smallMarkIsNoProof() {
        var layout = new BusLayout("none", 300, 300, true, 0x40, 0x50, 0x68, 0x90);
        heap.connection(layout, 42, ":1.3", 77);
        heap.connection(layout, 50, "", 2);
        unknown(new Known(42, ":1.3", 300, 2), "none of the layouts we know");
    }

    @Test
    void twoConnectionsOfThatNameAreUnknown() {
        heap.connection(V252, 42, ":1.3", 1);
        heap.connection(V252, 42, ":1.3", OVERFLOWN);
        unknown(new Known(42, ":1.3", 252, 0), "2 connections named :1.3");
    }

    @Test
    void connectionOfALongerNameIsAnother() {
        heap.connection(V252, 42, ":1.30", OVERFLOWN);
        unknown(new Known(42, ":1.3", 252, 0), "0 connections named :1.3 among 1");
    }

    @Test
    void anotherDescriptorIsAnotherConnection() {
        heap.connection(V252, 41, ":1.3", OVERFLOWN);
        unknown(new Known(42, ":1.3", 252, 0), "0 connections");
    }

    @Test
    void closedConnectionIsLeftOut() throws Exception {
        heap.state(heap.connection(V252, 42, ":1.3", OVERFLOWN), 7);
        heap.connection(V252, 42, ":1.3", 6);
        assertThat(find(LIBRARY_252, new Known(42, ":1.3", 0, 0)).value()).isEqualTo(6);
    }

    @Test
    void numberThatNoCounterHoldsIsNotCertain() throws Exception {
        heap.connection(V252, 42, ":1.3", -1);
        assertThat(find(LIBRARY_252, new Known(42, ":1.3", 0, 0)).certain()).isFalse();
    }

    @Test
    void connectionAcrossTheChunksOfTheSearchIsFound() throws Exception {
        var large = new FakeHeap((2 << 20) + 4096);
        large.at((1 << 20) - 24).connection(V252, 42, ":1.3", 8);
        var map = large.map(LIBRARY_252);
        assertThat(new CookieFinder(large, map)
                        .find(new Known(42, ":1.3", 0, 0))
                        .value())
                .isEqualTo(8);
    }

    @Test
    void heapThatCannotBeReadToItsEndIsNotCertain() throws Exception {
        heap.connection(V252, 42, ":1.3", OVERFLOWN);
        var regions = new ArrayList<>(heap.map(LIBRARY_252).regions());
        regions.add(new MemoryMap.Region(0x6600_0000_0000L, 0x6600_0000_1000L, "rw-p", ""));
        var reading = new CookieFinder(heap, new MemoryMap(regions)).find(new Known(42, ":1.3", 0, 0));
        assertThat(reading.certain()).isFalse();
        assertThat(reading.how()).contains("not searched to its end");
    }

    @Test
    void memoryThatCannotBeReadHoldsNothing() {
        heap.connection(V252, 42, ":1.3", OVERFLOWN);
        heap.loseMemory();
        unknown(new Known(42, ":1.3", 252, 0), "0 connections");
    }

    private void unknown(Known known, String why) {
        assertThatThrownBy(() -> find("", known))
                .isInstanceOf(CookieNotFoundException.class)
                .hasMessageContaining(why);
    }
}
