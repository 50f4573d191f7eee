package io.nodethaw.golang;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Functions and calls by program counter, kept once they were read. */
final class Functions {
    /** Longest chain of inlined calls (our own limit). */
    private static final int DEEPEST = 64;

    /** Longest code looked at (our own limit): generated functions have up to some 100 KiB. */
    private static final int LONGEST = 1 << 18;

    /** Most program counters kept (our own limit): a program with every stack different has some 10,000. */
    private static final int MOST = 1 << 18;

    private final Pages pages;
    private final PclnTable table;
    private final Visibility visibility;
    private final LongMap<GoFunction> functions = new LongMap<>();
    private LongMap<CodePlace> places = new LongMap<>();

    Functions(Pages pages, PclnTable table) {
        this.pages = pages;
        this.table = table;
        this.visibility = new Visibility(table.layout());
    }

    Visibility visibility() {
        return visibility;
    }

    /** The place of a program counter; empty when it is in no Go function. */
    Optional<CodePlace> at(long pc) throws IOException {
        var kept = places.get(pc);
        if (kept.isPresent()) {
            return kept;
        }
        var number = table.find(pc);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        var place = new CodePlace(function(number.getAsInt()), pc);
        if (places.size() >= MOST) {
            places = new LongMap<>();
        }
        places.put(pc, place);
        return Optional.of(place);
    }

    /** The function that begins exactly at this address. */
    Optional<GoFunction> beginningAt(long address) throws IOException {
        var number = table.find(address);
        return number.isPresent() && table.entry(number.getAsInt()) == address
                ? Optional.of(function(number.getAsInt()))
                : Optional.empty();
    }

    /** The end of the function at an address, where the next one begins; the address itself when there is no function. */
    long endOf(long address) throws IOException {
        var number = table.find(address);
        return number.isPresent() ? table.entry(number.getAsInt() + 1) : address;
    }

    private GoFunction function(int number) throws IOException {
        var kept = functions.get(number);
        if (kept.isPresent()) {
            return kept.get();
        }
        var function = table.function(number);
        functions.put(number, function);
        return function;
    }

    /** Machine code of a function; for a very long one only the beginning. */
    byte[] code(GoFunction function) throws IOException {
        return pages.bytes(function.entry(), Math.clamp(endOf(function.entry()) - function.entry(), 0, LONGEST));
    }

    /** Name of the function that begins at an address; empty when none does. */
    String nameAt(long entry) throws IOException {
        var number = table.find(entry);
        return number.isPresent() && table.entry(number.getAsInt()) == entry ? table.nameOf(number.getAsInt()) : "";
    }

    /** Line of the function's own source at a program counter, not of a call that is inlined there; 0 when not known. */
    int line(GoFunction function, long pc) throws IOException {
        return Math.max(function.line().at(outside(function, pc) - function.entry()), 0);
    }

    private long outside(GoFunction function, long pc) throws IOException {
        var layout = table.layout().inline();
        long tree = function.data(layout.data());
        long at = pc;
        for (int depth = 0; tree != 0 && depth < DEEPEST; depth++) {
            int index = function.inlined().at(at - function.entry());
            if (index < 0) {
                break;
            }
            at = function.entry() + pages.u32(tree + (long) layout.size() * index + layout.parent());
        }
        return at;
    }

    /** What is printed for a place; {@link CodePlace} keeps it. */
    CodePlace.Site site(CodePlace place, int back) throws IOException {
        var function = place.function();
        var layout = table.layout();
        long tree = function.data(layout.inline().data());
        long lookup = place.pc() - back;
        var calls = new ArrayList<SourceCall>();
        long at = lookup;
        while (tree != 0 && calls.size() < DEEPEST) {
            int index = function.inlined().at(at - function.entry());
            if (index < 0) {
                break;
            }
            long node = tree + (long) layout.inline().size() * index;
            var name = table.name(pages.i32(node + layout.inline().name()));
            calls.add(call(function, name, pages.u8(node + layout.inline().id()), at, -1));
            at = function.entry() + pages.u32(node + layout.inline().parent());
        }
        calls.add(call(function, function.name(), function.id(), at, place.pc() - function.entry()));
        long livePc = layout.arguments().liveAtOuter() ? at : lookup;
        return new CodePlace.Site(List.copyOf(calls), ArgumentPlan.of(pages, layout.arguments(), function, livePc));
    }

    /** The call of the function itself at a program counter, not one that is inlined there: its file and line. */
    SourceCall outermost(GoFunction function, long pc) throws IOException {
        return call(function, function.name(), function.id(), pc, pc - function.entry());
    }

    private SourceCall call(GoFunction function, String name, int id, long pc, long offset) throws IOException {
        long at = pc - function.entry();
        var file = table.file(function, function.file().at(at));
        int line = Math.max(function.line().at(at), 0);
        var shown = visibility.of(name, function.name());
        return new SourceCall(name, SourceCall.printed(name), id, file, line, offset, offset < 0, shown);
    }
}
