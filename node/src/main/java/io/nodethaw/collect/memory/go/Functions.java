package io.nodethaw.collect.memory.go;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions and calls by program counter, kept once they were read. */
final class Functions {
    /** Longest chain of inlined calls, a limit of ours. */
    private static final int DEEPEST = 64;

    private final Pages pages;
    private final PclnTable table;
    private final Map<Integer, GoFunction> functions = new HashMap<>();
    private final Map<Long, Optional<GoFunction>> byPc = new HashMap<>();
    private final Map<Long, Calls> calls = new HashMap<>();

    Functions(Pages pages, PclnTable table) {
        this.pages = pages;
        this.table = table;
    }

    /**
     * The calls at a place.
     *
     * @param all innermost first; the last is no inlined one
     * @param outerPc where the outermost of them stands, if looked up as the runtime did up to Go 1.20
     */
    record Calls(List<Call> all, long outerPc) {}

    /** The function that holds a program counter. */
    Optional<GoFunction> at(long pc) throws IOException {
        var kept = byPc.get(pc);
        if (kept != null) {
            return kept;
        }
        var number = table.find(pc);
        var found = number.isEmpty() ? Optional.<GoFunction>empty() : Optional.of(function(number.getAsInt()));
        byPc.put(pc, found);
        return found;
    }

    private GoFunction function(int number) throws IOException {
        var kept = functions.get(number);
        if (kept == null) {
            kept = table.function(number);
            functions.put(number, kept);
        }
        return kept;
    }

    /**
     * The calls at a program counter.
     *
     * @param pc as it is on the stack
     * @param back 1 where that is a return address: the call is before it; else 0
     */
    Calls calls(GoFunction function, long pc, int back) throws IOException {
        long key = pc << 1 | back;
        var kept = calls.get(key);
        if (kept == null) {
            kept = resolve(function, pc, pc - back);
            calls.put(key, kept);
        }
        return kept;
    }

    private Calls resolve(GoFunction function, long pc, long lookup) throws IOException {
        var inline = table.layout().inline();
        long tree = function.data(inline.data());
        var all = new ArrayList<Call>();
        long at = lookup;
        while (tree != 0 && all.size() < DEEPEST) {
            int index = function.inlined().at(at - function.entry());
            if (index < 0) {
                break;
            }
            long node = tree + (long) inline.size() * index;
            var name = table.name(pages.i32(node + inline.name()));
            all.add(call(function, name, pages.u8(node + inline.id()), at, -1));
            at = function.entry() + pages.u32(node + inline.parent());
        }
        all.add(call(function, function.name(), function.id(), at, pc - function.entry()));
        return new Calls(List.copyOf(all), at);
    }

    /** The file and line of a program counter, whatever is inlined there. */
    Call outermost(GoFunction function, long pc) throws IOException {
        return call(function, function.name(), function.id(), pc, pc - function.entry());
    }

    private Call call(GoFunction function, String name, int id, long pc, long offset) throws IOException {
        long at = pc - function.entry();
        var file = table.file(function, function.file().at(at));
        return new Call(name, id, file, Math.max(function.line().at(at), 0), offset, offset < 0, function.name());
    }
}
