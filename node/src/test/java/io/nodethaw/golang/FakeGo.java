package io.nodethaw.golang;

import io.nodethaw.memory.Memory;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The memory of a made-up Go program for amd64, laid out as a version lays it out: three goroutines that wait on a channel. Its
 * main function has an inlined call, and a string among its arguments.
 */
public final class FakeGo implements Memory {
    /** Where it lies in memory. */
    public static final long START = 0x40_0000;

    static final long CODE = 0x41_0000;
    static final long TABLE = 0x48_0000;
    static final long BUILD_INFO = 0x50_0000;
    static final long MODULE = 0x50_1000;
    static final long ALLGS = 0x51_0000;
    static final long GS = 0x60_0000;
    static final long CHANNEL = 0x61_0000;
    static final long TEXT = 0x62_0000;
    static final long STACKS = 0x64_0000;
    static final int STACK = 0x1000;
    static final int SIZE = 0x2a_0000;
    static final int COUNT = 3;

    private static final int FUNCTION = 0x100;
    private static final List<String> NAMES = List.of(
            "runtime.allgadd",
            "runtime.goexit",
            "runtime.main",
            "runtime.gopark",
            "main.main",
            "main.inner",
            "main.main.deferwrap1",
            "sync.(*Mutex).Unlock",
            "sync.(*Mutex).lockSlow",
            "runtime.chansend1",
            "sync.(*Mutex).Lock",
            "main.other");
    private static final int GOEXIT = 1;
    private static final int RUNTIME_MAIN = 2;
    private static final int GOPARK = 3;
    static final int MAIN = 4;
    static final int INNER = 5; // only inlined, but also in the table
    static final int WRAPPER = 6;
    static final int UNLOCK = 7;
    static final int LOCK = 8;
    static final int SEND = 9;
    static final int LOCK_METHOD = 10;
    static final int OTHER = 11;

    private final ByteBuffer bytes = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    private final Layout layout;
    private final boolean old;

    FakeGo(Layout layout, String version) {
        this.layout = layout;
        this.old = layout.table().units() == Layout.NONE;
        elf();
        buildInfo(version);
        code();
        table();
        module();
        goroutines();
    }

    /** A program built with this version of Go. */
    public static FakeGo of(int minor) throws IOException {
        var version = "go1." + minor + ".3";
        return new FakeGo(Layouts.of(GoVersion.parse(version).orElseThrow()), version);
    }

    ElfImage image() throws IOException {
        return ElfImage.read(this, auxv());
    }

    /** The auxiliary vector of its process. */
    public static byte[] auxv() {
        return ByteBuffer.allocate(64)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(3)
                .putLong(START + 64)
                .putLong(5)
                .putLong(3)
                .putLong(9)
                .putLong(CODE)
                .array();
    }

    /** Its memory from {@link #START} on. */
    public byte[] bytes() {
        return bytes.array();
    }

    /** The index of an address in these bytes. */
    static int at(long address) {
        return (int) (address - START);
    }

    static long entry(int function) {
        return CODE + (long) FUNCTION * function;
    }

    static long goroutine(int number) {
        return GS + 0x200L * number;
    }

    static long channelOf(int number) {
        return CHANNEL + 0x1000 + 0x100L * number;
    }

    void putInt(long address, int value) {
        bytes.putInt(at(address), value);
    }

    void putLong(long address, long value) {
        bytes.putLong(at(address), value);
    }

    private void putByte(long address, int value) {
        bytes.put(at(address), (byte) value);
    }

    private void put(long address, String text) {
        bytes.put(at(address), text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void elf() {
        put(START, "\177ELF\2\1\1");
        bytes.putShort(at(START) + 18, (short) ElfImage.AMD64);
        putLong(START + 24, CODE);
        segment(0, START, 0x8_0000, 5);
        segment(1, TABLE, 0x8_0000, 4);
        segment(2, BUILD_INFO, 0x8_0000, 6);
    }

    private void segment(int number, long address, long size, int flags) {
        long header = START + 64 + 56L * number;
        putInt(header, 1);
        putInt(header + 4, flags);
        putLong(header + 16, address);
        putLong(header + 40, size);
    }

    private void buildInfo(String version) {
        put(BUILD_INFO, "\377 Go buildinf:\10");
        if (layout.minor() >= 18) {
            putByte(BUILD_INFO + 15, 2);
            putByte(BUILD_INFO + 32, version.length());
            put(BUILD_INFO + 33, version);
        } else {
            putLong(BUILD_INFO + 16, BUILD_INFO + 64);
            putLong(BUILD_INFO + 64, BUILD_INFO + 128);
            putLong(BUILD_INFO + 72, version.length());
            put(BUILD_INFO + 128, version);
        }
    }

    /** allgadd: the status, then the three words of the slice. */
    private void code() {
        long at = CODE;
        putByte(at, 0x8b);
        putByte(at + 1, 0x88);
        putInt(at + 2, layout.g().status());
        at += 6;
        for (int word = 0; word < 3; word++) {
            putByte(at, 0x48);
            putByte(at + 1, 0x8b);
            putByte(at + 2, 0x05);
            putInt(at + 3, (int) (ALLGS + 8L * word - (at + 7)));
            at += 7;
        }
        call(entry(WRAPPER) + 0x10, UNLOCK);
    }

    /** A call instruction. */
    void call(long at, int function) {
        putByte(at, 0xe8);
        putInt(at + 1, (int) (entry(function) - (at + 5)));
    }

    /** Instructions. */
    void code(long at, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            putByte(at + i, bytes[i]);
        }
    }

    private long base(int offset, int place) {
        if (offset == Layout.NONE) {
            return TABLE;
        }
        putLong(TABLE + offset, place);
        return TABLE + place;
    }

    private void table() {
        var table = layout.table();
        putInt(TABLE, table.magic());
        putByte(TABLE + 6, 1);
        putByte(TABLE + 7, 8);
        putLong(TABLE + table.functionCount(), NAMES.size());
        long names = base(table.names(), 0x4000);
        base(table.units(), 0x5000);
        long files = base(table.files(), 0x6000);
        long values = base(table.values(), 0x7000);
        long functions = base(table.functions(), 0x8000);
        files(files);
        values();
        for (int i = 0; i < NAMES.size(); i++) {
            put(TABLE + 0x4000 + 64L * i, NAMES.get(i));
            index(functions, i, TABLE + 0x9000 + 0x100L * i);
            function(i, TABLE + 0x9000 + 0x100L * i, names, values);
        }
        index(functions, NAMES.size(), TABLE);
        if (old) {
            putInt(TABLE + 16 + 16L * NAMES.size() + 8, 0x5000);
        }
    }

    /** File 1 is main.go. */
    private void files(long files) {
        put(TABLE + 0x6010, "/src/main.go");
        putInt(TABLE + 0x5000 + 4, old ? 0x6010 : (int) (TABLE + 0x6010 - files));
    }

    /**
     * Tables with one value for a whole function: at 0x10 stack 0x10, 0x20 stack 0x20, 0x30 file 1, 0x40 line 7; 0x50 inlined.
     */
    private void values() {
        table(0x10, 0x10);
        table(0x20, 0x20);
        table(0x30, 1);
        table(0x40, 7);
        // from 0x20 to 0x30 the first inlined call, elsewhere none
        long at = TABLE + 0x7050;
        for (int part : new int[] {0, 0x20, 2, 0x10, 1, 0xd0 - 0x50, 0}) {
            putByte(at++, part);
        }
    }

    private void table(int offset, int value) {
        long at = TABLE + 0x7000 + offset;
        int zigzag = (value + 1) << 1;
        putByte(at, zigzag);
        putByte(at + 1, 0x80);
        putByte(at + 2, 2); // 0x100
        putByte(at + 3, 0);
    }

    private void index(long functions, int number, long record) {
        int word = layout.table().word();
        long at = (old ? TABLE + 16 : functions) + 2L * word * number;
        if (word == 8) {
            putLong(at, entry(number));
            putLong(at + 8, record - functions);
        } else {
            putInt(at, (int) (entry(number) - CODE));
            putInt(at + 4, (int) (record - functions));
        }
    }

    private void function(int number, long at, long names, long values) {
        var fields = layout.function();
        int shift = (int) (TABLE + 0x7000 - values);
        putInt(at + fields.name(), (int) (TABLE + 0x4000 + 64L * number - names));
        putInt(at + fields.arguments(), number == MAIN ? 24 : 0);
        putInt(at + fields.stack(), number == GOEXIT ? 0 : shift + (number == GOPARK ? 0x10 : 0x20));
        putInt(at + fields.file(), shift + 0x30);
        putInt(at + fields.line(), shift + 0x40);
        putInt(at + fields.valueTables(), 3);
        putInt(at + fields.values() + 8, number == MAIN ? shift + 0x50 : 0);
        if (fields.flag() != Layout.NONE && number == GOEXIT) {
            putByte(at + fields.flag(), 1);
        }
        putByte(at + fields.id(), number == WRAPPER ? fields.wrapperId() : 0);
        putByte(at + fields.dataCount(), 7);
        long data = at + fields.values() + 12;
        for (int i = 0; i < 7; i++) {
            data(data, i, number == MAIN ? place(i) : 0);
        }
        inlined();
    }

    /** The place in the table of the main function's data with this index; 0 for none. */
    private int place(int data) {
        if (data == layout.inline().data()) {
            return 0xa000;
        }
        if (data == layout.defers().data()) {
            return 0xa200;
        }
        return data == layout.arguments().data() ? 0xa100 : 0;
    }

    private void data(long at, int number, int place) {
        if (layout.module().gofunc() == Layout.NONE) {
            putLong((at + 7 & -8) + 8L * number, place == 0 ? 0 : TABLE + place);
        } else {
            putInt(at + 4L * number, place == 0 ? -1 : place);
        }
    }

    /** One inlined call, main.inner, made at 0x28; arguments: a number, and a pair in braces. */
    private void inlined() {
        putInt(TABLE + 0xa000 + layout.inline().name(), old ? 0x4000 + 64 * INNER : 64 * INNER);
        putInt(TABLE + 0xa000 + layout.inline().parent(), 0x38);
        put(TABLE + 0xa100, "\0\10\376\10\10\20\10\375\377");
        put(
                TABLE + 0xa200,
                List.of("\0\10\1\0\20\0", "\10\1\20", "\10\20")
                        .get(layout.defers().form() - 1));
    }

    private void module() {
        long at = MODULE;
        if (old) {
            putLong(at, TABLE);
            putLong(at + 24, TABLE + 16);
        } else {
            putLong(at, TABLE);
            putLong(at + 8, TABLE + 0x4000);
            putLong(at + 32, TABLE + 0x5000);
        }
        long minPc = at + layout.module().minpc();
        putLong(minPc, CODE);
        putLong(minPc + 8, entry(NAMES.size()));
        putLong(minPc + 16, CODE);
        putLong(minPc + 24, entry(NAMES.size()));
        long[] bounds = {
            MODULE, MODULE + 0x1000, ALLGS - 0x1000, ALLGS, ALLGS, ALLGS + 0x100, ALLGS + 0x100, ALLGS + 0x200
        };
        for (int i = 0; i < bounds.length; i++) {
            putLong(minPc + 32 + 8L * i, bounds[i]);
        }
        if (layout.module().gofunc() != Layout.NONE) {
            putLong(at + layout.module().gofunc(), TABLE);
        }
    }

    private void goroutines() {
        putLong(ALLGS, GS - 0x100);
        putLong(ALLGS + 8, COUNT);
        putLong(ALLGS + 16, COUNT + 1);
        for (int i = 0; i < COUNT; i++) {
            putLong(GS - 0x100 + 8L * i, goroutine(i));
            goroutine(i, STACKS + (long) STACK * i);
        }
        put(TEXT, "c0ffee12");
    }

    /** Has a goroutine stand in this function, which main has called. */
    void standsIn(int number, int function) {
        putLong(goroutine(number) + layout.g().sp(), STACKS + (long) STACK * number + STACK - 0x100 - 0x10);
        putLong(goroutine(number) + layout.g().pc(), entry(function) + 0x11);
    }

    /** Where the frame of main begins: what its code calls 0(SP). */
    static long frameOfMain(int number) {
        return STACKS + (long) STACK * number + STACK - 0x100 + 0x18;
    }

    /** Turns a wrapper made by the compiler into an ordinary function. */
    void notAWrapper(int function) {
        putByte(TABLE + 0x9000 + 0x100L * function + layout.function().id(), 0);
    }

    /** The frame of the main function defers one call, which is pending: the bits lie 8 below its varp, the slot 16. */
    void defer(int number, long closure) {
        long varp = STACKS + (long) STACK * number + STACK - 0x100 + 0x18 + 0x20 - 8;
        putLong(varp - 8, 1);
        putLong(varp - 16, closure);
    }

    /** What a function value points to: the function's entry, and what it captured. */
    void closure(long at, int function, long captured) {
        putLong(at, entry(function));
        putLong(at + 8, captured);
    }

    private void goroutine(int number, long low) {
        var at = layout.g();
        long g = goroutine(number);
        long sp = low + STACK - 0x100;
        putLong(g + at.stack(), low);
        putLong(g + at.stack() + 8, low + STACK);
        putLong(g + at.guard(), low + 0x370);
        putLong(g + at.sp(), sp);
        putLong(g + at.pc(), entry(GOPARK) + 0x11);
        putInt(g + at.status(), 4);
        putLong(g + at.id(), number + 1);
        putByte(g + at.waitReason(), layout.waitReasons().indexOf("chan receive"));
        putLong(g + at.goPc(), entry(MAIN) + 0x31);
        putLong(g + at.startPc(), number == 0 ? entry(RUNTIME_MAIN) : entry(MAIN));
        putLong(g + at.waiting(), CHANNEL + 0x100L * number);
        long sudog = CHANNEL + 0x100L * number;
        putLong(sudog + layout.waits().sudogG(), g);
        putLong(sudog + layout.waits().sudogC(), channelOf(number));
        putLong(channelOf(number) + layout.waits().channelSize(), 4);
        putLong(channelOf(number) + layout.waits().channelCount(), 1);
        putLong(sp + 0x10, entry(MAIN) + 0x21); // gopark returns to an inlined call in main
        putLong(sp + 0x18, TEXT);
        long frame = sp + 0x18 + 0x20 + 8;
        putLong(frame - 8, entry(GOEXIT) + 1);
        putLong(frame, 0x2a);
        putLong(frame + 8, TEXT);
        putLong(frame + 16, 8);
    }

    @Override
    public int read(long address, ByteBuffer into) throws IOException {
        long offset = address - START;
        if (offset < 0 || offset >= SIZE) {
            throw new EOFException("not mapped: 0x" + Long.toHexString(address));
        }
        int count = (int) Math.min(into.remaining(), SIZE - offset);
        into.put(bytes.slice((int) offset, count));
        return count;
    }
}
