package io.nodethaw.bus.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.bus.BusSecond;
import io.nodethaw.bus.BusTraffic;
import io.nodethaw.collect.wire.dbus.Message;
import io.nodethaw.collect.wire.dbus.MessageEncoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final long AT = 1_700_000_000_000_000L;
    private static final String MANAGER = "org.freedesktop.systemd1.Manager";

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private PcapWriter writer = new PcapWriter(file);

    private void at(double second, Message message) throws IOException {
        var encoded = MessageEncoder.encode(message, ByteOrder.LITTLE_ENDIAN);
        var bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        writer.add(AT + Math.round(second * 1_000_000), bytes, 0, bytes.length, bytes.length);
    }

    static Message call(String from, long serial, String to, String member) {
        return new Message(Message.Type.METHOD_CALL, 0, serial, 0, "/x", MANAGER, member, "", to, from, "", List.of());
    }

    private static Message reply(String from, long serial, String to, long of) {
        return new Message(Message.Type.METHOD_RETURN, 1, serial, of, "", "", "", "", to, from, "", List.of());
    }

    private static Message signal(String from, long serial, String type, String member, Object... texts) {
        return new Message(
                Message.Type.SIGNAL,
                1,
                serial,
                0,
                "/x",
                type,
                member,
                "",
                "",
                from,
                "s".repeat(texts.length),
                List.of(texts));
    }

    private byte[] recorded() throws IOException {
        writer.end();
        var bytes = file.toByteArray();
        file.reset();
        writer = new PcapWriter(file);
        return bytes;
    }

    private final List<BusSecond> seconds = new ArrayList<>();

    private BusTraffic read(byte[] file, Optional<byte[]> baseline) throws IOException {
        seconds.clear();
        return Replay.read(
                new ByteArrayInputStream(file), baseline.<InputStream>map(ByteArrayInputStream::new), seconds::add);
    }

    @Test
    void callsWithoutAReplyAreOpen() throws IOException {
        at(0, call(":1.5", 7, ":1.3", "StartTransientUnit"));
        at(0.1, call(":1.5", 8, ":1.3", "StopUnit"));
        at(0.2, call(":1.6", 1, ":1.3", "GetUnit"));
        at(0.3, reply(":1.3", 500, ":1.6", 1));
        at(2.5, signal(":1.3", 501, MANAGER, "UnitNew", "a.scope"));
        var all = read(recorded(), Optional.empty());
        assertThat(all.open())
                .extracting(call ->
                        call.caller() + " " + call.member() + " " + call.age().toMillis())
                .containsExactly(":1.5 StartTransientUnit 2500", ":1.5 StopUnit 2400");
        assertThat(seconds).hasSize(3);
        assertThat(seconds.getFirst().open()).isEqualTo(2);
        assertThat(seconds.getLast().oldest().orElseThrow().age()).hasMillis(2500);
        assertThat(all.counts().messages()).isEqualTo(5);
        assertThat(all.end()).isEmpty();
    }

    @Test
    void whoIsOffTheBusWaitsNoMore() throws IOException {
        at(0, call(":1.5", 7, ":1.3", "StartTransientUnit"));
        at(1, signal("org.freedesktop.DBus", 1, "org.freedesktop.DBus", "NameOwnerChanged", ":1.5", ":1.5", ""));
        assertThat(read(recorded(), Optional.empty()).open()).isEmpty();
    }

    @Test
    void unitsSerialsAndErrorsAreTold() throws IOException {
        at(
                0,
                signal(
                        "org.freedesktop.DBus",
                        1,
                        "org.freedesktop.DBus",
                        "NameOwnerChanged",
                        "org.freedesktop.systemd1",
                        "",
                        ":1.3"));
        at(0.1, signal(":1.3", 500, MANAGER, "UnitNew", "a.scope"));
        at(0.2, signal(":1.3", 501, MANAGER, "UnitRemoved", "a.scope"));
        at(0.3, signal(":1.3", 510, MANAGER, "UnitNew", "b.mount"));
        at(0.4, new Message(Message.Type.ERROR, 1, 511, 9, "", "", "", "a.b.No", ":1.5", ":1.3", "", List.of()));
        var all = read(recorded(), Optional.empty());
        assertThat(all.units())
                .containsExactly(new BusTraffic.UnitKind("mount", 1, 0), new BusTraffic.UnitKind("scope", 1, 1));
        assertThat(all.senders().getFirst().serial()).contains(511L);
        assertThat(all.senders().getFirst().skipped()).contains(8L);
        assertThat(all.errors()).containsExactly(new BusSecond.Most("a.b.No", 1));
        assertThat(seconds.getLast().systemdSerial()).contains(511L);
        assertThat(seconds.getLast().unitsMade()).isEqualTo(2);
    }

    /** dbus-daemon gives its messages the next number of whoever gets them. */
    @Test
    void busHasNoSerialOfItsOwn() throws IOException {
        at(0, signal("org.freedesktop.DBus", 1, "org.freedesktop.DBus", "NameAcquired", ":1.5"));
        at(0.1, signal("org.freedesktop.DBus", 900, "org.freedesktop.DBus", "NameAcquired", ":1.6"));
        at(0.2, signal("org.freedesktop.DBus", 2, "org.freedesktop.DBus", "NameAcquired", ":1.7"));
        var bus = read(recorded(), Optional.empty()).senders().getFirst();
        assertThat(bus.messages()).isEqualTo(3);
        assertThat(bus.serial()).isEmpty();
        assertThat(bus.skipped()).isEmpty();
    }

    private void leaves(double second, String unique) throws IOException {
        at(second, signal("org.freedesktop.DBus", 1, "org.freedesktop.DBus", "NameOwnerChanged", unique, unique, ""));
    }

    /** More connections come and go than are counted apart at once; who sent most is told also when it left first. */
    @Test
    void sendersThatLeftMakeRoom() throws IOException {
        for (int i = 0; i < 9; i++) {
            at(0, call(":1.7", i + 1, ":1.3", "Most"));
        }
        leaves(0, ":1.7");
        for (int i = 0; i < Tally.MOST + 1000; i++) {
            at(i / 5000 * 2, call(":2." + i, 1, ":1.3", "GetUnit"));
            leaves(i / 5000 * 2, ":2." + i);
        }
        for (int i = 0; i < 5; i++) {
            at(9, call(":1.8", i + 1, ":1.3", "GetUnit"));
        }
        var all = read(recorded(), Optional.empty());
        assertThat(all.senders())
                .extracting(one -> one.connection() + " " + one.messages())
                .contains(":1.7 9", ":1.8 5");
        assertThat(all.sendersLeftOut()).isZero();
    }

    @Test
    void messagesOfTooManySendersAreTold() throws IOException {
        for (int i = 0; i < Tally.MOST + 17; i++) {
            at(0, call(":2." + i, 1, ":1.3", "GetUnit"));
        }
        assertThat(read(recorded(), Optional.empty()).sendersLeftOut()).isEqualTo(17);
    }

    /** Once systemd has left the bus, nobody there is systemd. */
    @Test
    void nobodyIsSystemdAfterItLeft() throws IOException {
        systemdIs(":1.3");
        systemdIs("");
        at(0.1, signal(":1.66", 1, MANAGER, "UnitNew", "a.scope"));
        assertThat(read(recorded(), Optional.empty()).units()).isEmpty();
    }

    private void systemdIs(String unique) throws IOException {
        at(
                0,
                signal(
                        "org.freedesktop.DBus",
                        1,
                        "org.freedesktop.DBus",
                        "NameOwnerChanged",
                        "org.freedesktop.systemd1",
                        "",
                        unique));
    }

    /** Anybody may send signals of systemd's interface. */
    @Test
    void unitsThatOthersTellOfAreNone() throws IOException {
        systemdIs(":1.3");
        at(0.1, signal(":1.3", 500, MANAGER, "UnitNew", "a.scope"));
        for (int i = 0; i < 50; i++) {
            at(0.2, signal(":1.66", i + 1, MANAGER, "UnitNew", "a.kind" + i));
        }
        var all = read(recorded(), Optional.empty());
        assertThat(all.units()).containsExactly(new BusTraffic.UnitKind("scope", 1, 0));
        assertThat(seconds.getFirst().unitsMade()).isEqualTo(1);
        assertThat(all.members())
                .contains(
                        new BusTraffic.Member(MANAGER, "UnitNew", 1),
                        new BusTraffic.Member(MANAGER + " (not of systemd)", "UnitNew", 50));
    }

    /** Where the recording does not tell who systemd is, all count, but no more kinds than there are. */
    @Test
    void kindsOfUnitsAreThoseThatThereAre() throws IOException {
        for (int i = 0; i < 50; i++) {
            at(0.2, signal(":1.66", i + 1, MANAGER, "UnitNew", "a.kind" + i));
        }
        at(0.3, signal(":1.66", 51, MANAGER, "UnitRemoved", ""));
        at(0.4, signal(":1.66", 52, MANAGER, "UnitRemoved", "b.timer"));
        assertThat(read(recorded(), Optional.empty()).units())
                .containsExactly(new BusTraffic.UnitKind("other", 50, 1), new BusTraffic.UnitKind("timer", 0, 1));
    }

    /** A signal of another sender does not stand for one that systemd no longer sends. */
    @Test
    void whatOthersSendDoesNotHideWhatIsMissing() throws IOException {
        systemdIs(":1.3");
        var well = steady(60, true);
        systemdIs(":1.3");
        for (int i = 0; i < 40; i++) {
            at(i + 0.6, signal(":1.66", i + 1, MANAGER, "UnitNew", "a.scope"));
        }
        var compared = read(recorded(), Optional.of(well)).compared().orElseThrow();
        assertThat(compared.missing()).extracting(BusTraffic.Missing::name).contains(MANAGER + ".UnitNew");
    }

    private byte[] steady(int seconds, boolean units) throws IOException {
        long serial = 1;
        for (int i = 0; i < seconds; i++) {
            at(i + 0.5, signal(":1.9", serial++, "a.B", "Tick"));
            if (units) {
                at(i + 0.6, signal(":1.3", serial++, MANAGER, "UnitNew", "a.scope"));
                at(i + 0.7, signal(":1.3", serial++, MANAGER, "UnitNew", "b.scope"));
            }
        }
        return recorded();
    }

    @Test
    void whatIsUsualAndDoesNotComeIsMissing() throws IOException {
        var well = steady(60, true);
        var all = read(steady(40, false), Optional.of(well));
        var compared = all.compared().orElseThrow();
        assertThat(compared.often()).isEqualTo(2);
        assertThat(compared.why()).isEmpty();
        assertThat(compared.missing()).hasSize(1);
        var missing = compared.missing().getFirst();
        assertThat(missing.name()).isEqualTo(MANAGER + ".UnitNew");
        assertThat(missing.seen()).isZero();
        assertThat(missing.usual()).isBetween(50.0, 62.0);
    }

    /** Members without end before the usual ones hide none of these. */
    @Test
    void whatComesAsUsualIsNotMissingWhereOthersFillTheTally() throws IOException {
        var well = steady(60, true);
        for (int i = 0; i < Tally.MOST + 1000; i++) {
            at(0, signal(":1.66", i + 1, "a.Random", "M" + i));
        }
        var compared = read(steady(60, true), Optional.of(well)).compared().orElseThrow();
        assertThat(compared.missing()).isEmpty();
        assertThat(compared.often()).isEqualTo(2);
    }

    @Test
    void whatComesAsUsualIsNotMissing() throws IOException {
        var well = steady(60, true);
        var compared = read(well, Optional.of(well)).compared().orElseThrow();
        assertThat(compared.missing()).isEmpty();
        assertThat(compared.why()).isEmpty();
        assertThat(read(well, Optional.empty()).compared()).isEmpty();
    }

    /** What comes every 70 s is not missing in a quarter of a minute. */
    @Test
    void whatComesSeldomIsNotMissing() throws IOException {
        for (int i = 0; i < 26; i++) {
            at(i * 70, signal(":1.3", i + 1, MANAGER, "UnitNew", "a.scope"));
        }
        var well = recorded();
        var compared = read(steady(15, false), Optional.of(well)).compared().orElseThrow();
        assertThat(compared.missing()).isEmpty();
        assertThat(compared.why())
                .isEqualTo("nothing comes as often as 12 times in every part of the recording that is as long");
    }

    @Test
    void fewSecondsTellNothing() throws IOException {
        var well = steady(60, true);
        var compared = read(steady(3, false), Optional.of(well)).compared().orElseThrow();
        assertThat(compared.missing()).isEmpty();
        assertThat(compared.why()).endsWith("s are too short; 5 s at least have to be looked at");
    }

    @Test
    void shortRecordingTellsNothing() throws IOException {
        var well = steady(4, true);
        assertThat(read(steady(30, false), Optional.of(well))
                        .compared()
                        .orElseThrow()
                        .why())
                .startsWith("the recording has ")
                .endsWith(" s, and 10 s at least have to be compared with");
    }

    @Test
    void whatIsNoMessageIsCounted() throws IOException {
        at(0, call(":1.5", 7, ":1.3", "X"));
        writer.add(AT, new byte[40], 0, 40, 40);
        var all = read(recorded(), Optional.empty());
        assertThat(all.malformed()).isEqualTo(1);
        assertThat(all.end()).as("the rest is there").isEmpty();
        assertThat(all.counts().calls()).isEqualTo(1);
    }

    @Test
    void recordingOfNothingButOtherThingsIsNone() throws IOException {
        writer.add(AT, new byte[40], 0, 40, 40);
        writer.add(AT, new byte[40], 0, 40, 40);
        assertThat(read(recorded(), Optional.empty()).end()).isEqualTo("none of 2 packets is a message of D-Bus");
    }

    @Test
    void whatMonitorsSendToThemselvesDoesNotCount() throws IOException {
        at(0, call(":1.5", 7, ":1.3", "X"));
        at(0.1, pulse(":1.9", 3));
        at(0.2, signal(":1.9", 4, "io.nodethaw", "Pulse"));
        var all = read(recorded(), Optional.empty());
        assertThat(all.counts().calls()).isEqualTo(1);
        assertThat(all.counts().signals()).as("one that is for all").isEqualTo(1);
        assertThat(all.behind()).isEmpty();
    }

    /** What a monitor of ours sends to itself. */
    static Message pulse(String sender, long serial) {
        return new Message(
                Message.Type.SIGNAL,
                1,
                serial,
                0,
                "/io/nodethaw",
                "io.nodethaw",
                "Pulse",
                "",
                sender,
                sender,
                "",
                List.of());
    }
}
