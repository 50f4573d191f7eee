package io.nodethaw.core;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes cores as the kernel does: header, program headers, notes, then memory. */
public final class FakeCore {
    private static final int PAGE = 4096;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Load(long address, byte[] bytes, long length, int flags) {}

    private record File(long start, long end, long page, String path) {}

    private final Machine machine;
    private final ByteArrayOutputStream notes = new ByteArrayOutputStream();
    private final List<Load> loads = new ArrayList<>();
    private final List<File> files = new ArrayList<>();

    public FakeCore(Machine machine) {
        this.machine = machine;
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    FakeCore note(int type, byte[] content) {
        int length = content.length + 3 & -4;
        var note = buffer(20 + length)
                .putInt(5)
                .putInt(content.length)
                .putInt(type)
                .put("CORE\0\0\0\0".getBytes(StandardCharsets.US_ASCII))
                .put(content);
        notes.writeBytes(note.array());
        return this;
    }

    /** @param registers as pr_reg holds them */
    FakeCore thread(int tid, long... registers) {
        var status = buffer(112 + 8 * machine.registers() + 8);
        status.putInt(32, tid);
        for (int i = 0; i < registers.length; i++) {
            status.putLong(112 + 8 * i, registers[i]);
        }
        return note(1, status.array());
    }

    /** A thread of x86-64 in a system call, interrupted while it waits. */
    public FakeCore inCall(int tid, long number, long... arguments) {
        return x86(tid, number, -512, arguments);
    }

    FakeCore x86(int tid, long number, long result, long... arguments) {
        var registers = new long[27];
        registers[15] = number;
        registers[10] = result;
        int[] places = {14, 13, 12, 7, 9, 8};
        for (int i = 0; i < arguments.length; i++) {
            registers[places[i]] = arguments[i];
        }
        return thread(tid, registers);
    }

    public FakeCore process(int pid, String name, String arguments) {
        var info = buffer(136).putInt(24, pid).putInt(28, 1);
        info.put(40, name.getBytes(StandardCharsets.US_ASCII));
        info.put(56, arguments.getBytes(StandardCharsets.US_ASCII));
        return note(3, info.array());
    }

    FakeCore signal(int number, int code, long what) {
        return note(
                0x53494749,
                buffer(128)
                        .putInt(number)
                        .putInt(0)
                        .putInt(code)
                        .putLong(16, what)
                        .array());
    }

    public FakeCore auxv(byte[] auxv) {
        return note(6, auxv);
    }

    FakeCore auxv(long type, long value) {
        return auxv(buffer(32).putLong(type).putLong(value).array());
    }

    /** Memory that the core holds. */
    public FakeCore memory(long address, byte[] bytes, int flags) {
        loads.add(new Load(address, bytes, bytes.length, flags));
        return this;
    }

    /** Memory of which the core holds only the beginning. */
    FakeCore memory(long address, byte[] bytes, long length, int flags) {
        loads.add(new Load(address, bytes, length, flags));
        return this;
    }

    public FakeCore file(long start, long end, long page, String path) {
        files.add(new File(start, end, page, path));
        return this;
    }

    private void files() {
        var names = new ByteArrayOutputStream();
        files.forEach(file -> names.writeBytes((file.path() + '\0').getBytes(StandardCharsets.UTF_8)));
        var note = buffer(16 + 24 * files.size() + names.size())
                .putLong(files.size())
                .putLong(PAGE);
        files.forEach(file -> note.putLong(file.start()).putLong(file.end()).putLong(file.page()));
        note(0x46494c45, note.put(names.toByteArray()).array());
        files.clear();
    }

    public byte[] bytes() {
        if (!files.isEmpty()) {
            files();
        }
        int count = loads.size() + 1;
        int start = 64 + 56 * count;
        int offset = start + notes.size() + PAGE - 1 & -PAGE;
        var core = buffer(
                offset + loads.stream().mapToInt(load -> load.bytes().length).sum());
        core.putInt(0x464c457f).put((byte) 2).put((byte) 1).put((byte) 1);
        core.putShort(16, (short) 4).putShort(18, (short) (machine == Machine.X86_64 ? 62 : 183));
        core.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) count);
        header(core, 64, 4, start, 0, notes.size(), 0, 0);
        core.put(start, notes.toByteArray());
        int at = 64 + 56;
        for (var load : loads) {
            header(core, at, 1, offset, load.address(), load.bytes().length, load.length(), load.flags());
            core.put(offset, load.bytes());
            offset += load.bytes().length;
            at += 56;
        }
        return core.array();
    }

    private static void header(
            ByteBuffer core, int at, int type, long offset, long address, long stored, long length, int flags) {
        core.putInt(at, type).putInt(at + 4, flags).putLong(at + 8, offset).putLong(at + 16, address);
        core.putLong(at + 32, stored).putLong(at + 40, length);
    }

    /** The bytes of a core in memory. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Bytes(byte[] all) implements CoreBytes {
        @Override
        public long size() {
            return all.length;
        }

        @Override
        public int read(long offset, ByteBuffer into) {
            if (offset < 0 || offset >= all.length) {
                return 0;
            }
            int count = (int) Math.min(into.remaining(), all.length - offset);
            into.put(all, (int) offset, count);
            return count;
        }

        @Override
        public void close() {}
    }
}
