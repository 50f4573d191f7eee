package io.nodethaw.golang;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/** All layouts: a data file for each Go version. */
final class Layouts {
    /** First and last version with a data file. */
    static final int OLDEST = 15;

    static final int NEWEST = 27;

    private final Properties numbers;
    private final Set<String> used = new HashSet<>();

    private Layouts(Properties numbers) {
        this.numbers = numbers;
    }

    /** The layout of a version. A version newer than all we know gets the newest layout, which is then not exact. */
    static Layout of(GoVersion version) throws IOException {
        if (version.minor() < OLDEST) {
            throw new UnknownProgramException(version.text() + ": goroutines can be read from go1." + OLDEST + " on");
        }
        int known = Math.min(version.minor(), NEWEST);
        var name = "go1." + known + ".properties";
        try (var file = Layouts.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IOException("no data file " + name);
            }
            var numbers = new Properties();
            numbers.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            return new Layouts(numbers).layout(version.minor(), known == version.minor());
        }
    }

    private Layout layout(int minor, boolean exact) throws IOException {
        var layout = new Layout(
                minor,
                exact,
                table(),
                function(),
                inline(),
                arguments(),
                defers(),
                module(),
                g(),
                waits(),
                hidden(),
                reasons());
        for (var key : numbers.stringPropertyNames()) {
            if (!used.contains(key)) {
                throw new IOException("data file of go1." + minor + ": unknown line '" + key + "'");
            }
        }
        return layout;
    }

    private Layout.Table table() throws IOException {
        return new Layout.Table(
                Integer.parseUnsignedInt(text("table.magic"), 16),
                at("table.function-count"),
                at("table.names"),
                at("table.units"),
                at("table.files"),
                at("table.values"),
                at("table.functions"),
                at("table.index"),
                at("table.word"));
    }

    private Layout.Function function() throws IOException {
        return new Layout.Function(
                at("function.name"),
                at("function.arguments"),
                at("function.stack"),
                at("function.file"),
                at("function.line"),
                at("function.value-tables"),
                at("function.unit"),
                at("function.id"),
                at("function.flag"),
                at("function.data-count"),
                at("function.values"),
                at("function.wrapper-id"));
    }

    private Layout.Inline inline() throws IOException {
        return new Layout.Inline(
                at("inline.data"), at("inline.size"), at("inline.id"), at("inline.name"), at("inline.parent"));
    }

    private Layout.ArgumentTables arguments() throws IOException {
        return new Layout.ArgumentTables(
                at("arguments.data"), at("arguments.live-data"), at("arguments.live-at-outer") == 1);
    }

    private Layout.Defers defers() throws IOException {
        return new Layout.Defers(
                at("defers.data"), at("defers.form"), at("_defer.fn"), at("_defer.link"), at("_defer.arguments"));
    }

    private Layout.Module module() throws IOException {
        return new Layout.Module(at("module.minpc"), at("module.gofunc"), at("module.next"));
    }

    private Layout.G g() throws IOException {
        int gobuf = at("g.sched");
        return new Layout.G(
                at("g.size"),
                at("g.stack"),
                at("g.stackguard0"),
                at("g.m"),
                gobuf + at("gobuf.sp"),
                gobuf + at("gobuf.pc"),
                gobuf + at("gobuf.lr"),
                at("g.syscallsp"),
                at("g.syscallpc"),
                at("g.atomicstatus"),
                at("g.goid"),
                at("g.waitsince"),
                at("g.waitreason"),
                at("g.trackingSeq"),
                at("g.lockedm"),
                at("g.parentGoid"),
                at("g.gopc"),
                at("g.startpc"),
                at("g.waiting"),
                at("g.timer"),
                at("g.sleepWhen"),
                at("g._defer"));
    }

    private Layout.Wait waits() throws IOException {
        return new Layout.Wait(
                at("m.procid"),
                at("sudog.g"),
                at("sudog.elem"),
                at("sudog.waitlink"),
                at("sudog.c"),
                at("hchan.qcount"),
                at("hchan.dataqsiz"),
                at("hchan.closed"),
                at("pollDesc.fd"),
                at("pollDesc.rg"),
                at("pollDesc.wg"),
                at("semaphore.in-waiting") == 1);
    }

    private Layout.Hidden hidden() throws IOException {
        return new Layout.Hidden(
                at("hidden.outer-decides") == 1, at("hidden.receivers") == 1, at("hidden.cleanups-shown") == 1);
    }

    /** The wait reasons by index; the first one has no text. */
    private List<String> reasons() {
        var reasons = new ArrayList<String>();
        reasons.add("");
        for (int i = 1; numbers.containsKey("waitreason." + i); i++) {
            used.add("waitreason." + i);
            reasons.add(numbers.getProperty("waitreason." + i, ""));
        }
        return reasons;
    }

    private int at(String key) throws IOException {
        try {
            return Integer.parseInt(text(key));
        } catch (NumberFormatException e) {
            throw new IOException("data file: '" + key + "' is no number", e);
        }
    }

    private String text(String key) throws IOException {
        used.add(key);
        var text = numbers.getProperty(key);
        if (text == null) {
            throw new IOException("data file: no '" + key + "'");
        }
        return text.strip();
    }
}
