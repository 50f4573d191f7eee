package io.nodethaw.core;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The notes of a core, taken one after the other; one that is cut off or makes no sense is left out. */
final class CoreNotes {
    // elf.h
    private static final int NT_PRSTATUS = 1;
    private static final int NT_PRPSINFO = 3;
    private static final int NT_AUXV = 6;
    private static final int NT_SIGINFO = 0x53494749;
    private static final int NT_FILE = 0x46494c45;
    private static final int NT_ARM_SYSTEM_CALL = 0x404;

    private static final int HEADER = 12;

    /** Where pr_cursig, pr_pid and pr_reg lie in struct elf_prstatus of 64-bit machines (include/linux/elfcore.h). */
    private static final int SIGNAL_AT = 12;

    private static final int TID_AT = 32;
    private static final int REGISTERS_AT = 112;

    /** sizeof(struct elf_prpsinfo) on 64-bit machines, and its parts. */
    private static final int PROCESS = 136;

    private static final int UID_AT = 16;
    private static final int PID_AT = 24;
    private static final int PARENT_AT = 28;
    private static final int NAME_AT = 40;
    private static final int NAME = 16;
    private static final int ARGUMENTS_AT = 56;
    private static final int ARGUMENTS = 80;

    /** The parts of siginfo_t (sigaction(2)): si_code, then si_pid or si_addr. */
    private static final int SIGNAL_CODE_AT = 8;

    private static final int SIGNAL_UNION_AT = 16;

    /** Most threads taken (our own limit); the kernel's default for one user is some ten thousand. */
    private static final int MOST_THREADS = 100_000;

    /** Most mapped files taken: the kernel's default limit of mappings is 65,530. */
    private static final int MOST_FILES = 1 << 17;

    private final Machine machine;
    private final List<CoreThread> threads = new ArrayList<>();
    private final List<MappedFile> files = new ArrayList<>();
    private Optional<CoreProcess> process = Optional.empty();
    private Optional<CoreSignal> signal = Optional.empty();
    private byte[] auxv = {};
    private boolean cut;

    CoreNotes(Machine machine) {
        this.machine = machine;
    }

    List<CoreThread> threads() {
        return threads;
    }

    List<MappedFile> files() {
        return files;
    }

    Optional<CoreProcess> process() {
        return process;
    }

    Optional<CoreSignal> signal() {
        return signal;
    }

    byte[] auxv() {
        return auxv;
    }

    /** True when a note goes on behind what was there to read. */
    boolean isCut() {
        return cut;
    }

    /** Takes all notes of a segment. */
    void take(ByteBuffer notes) {
        notes.order(ByteOrder.LITTLE_ENDIAN);
        long at = 0;
        while (at + HEADER <= notes.limit()) {
            int place = (int) at;
            long nameLength = Integer.toUnsignedLong(notes.getInt(place));
            long length = Integer.toUnsignedLong(notes.getInt(place + 4));
            int type = notes.getInt(place + 8);
            long start = at + HEADER + aligned(nameLength);
            if (start + length > notes.limit()) {
                cut = true;
                return;
            }
            one(type, notes.slice((int) start, (int) length).order(ByteOrder.LITTLE_ENDIAN));
            at = start + aligned(length);
        }
        cut |= at < notes.limit();
    }

    private static long aligned(long length) {
        return length + 3 & -4;
    }

    private void one(int type, ByteBuffer note) {
        switch (type) {
            case NT_PRSTATUS -> thread(note);
            case NT_PRPSINFO -> process(note);
            case NT_SIGINFO -> signal(note);
            case NT_AUXV -> {
                auxv = new byte[note.limit()];
                note.get(0, auxv);
            }
            case NT_FILE -> files(note);
            case NT_ARM_SYSTEM_CALL -> systemCall(note);
            default -> {} // other registers
        }
    }

    private void thread(ByteBuffer note) {
        if (note.limit() < REGISTERS_AT + 8 * machine.registers() || threads.size() >= MOST_THREADS) {
            return;
        }
        threads.add(new CoreThread(
                note.getInt(TID_AT),
                note.getShort(SIGNAL_AT),
                Registers.of(machine, note, REGISTERS_AT),
                Optional.empty()));
    }

    private void process(ByteBuffer note) {
        if (note.limit() >= PROCESS) {
            process = Optional.of(new CoreProcess(
                    note.getInt(PID_AT),
                    note.getInt(PARENT_AT),
                    note.getInt(UID_AT),
                    Words.text(note, NAME_AT, NAME),
                    Words.text(note, ARGUMENTS_AT, ARGUMENTS).strip()));
        }
    }

    /** The first one is that of the thread that has died; gcore writes one for each thread. */
    private void signal(ByteBuffer note) {
        if (signal.isEmpty() && note.limit() >= SIGNAL_UNION_AT + 8) {
            signal = Optional.of(CoreSignal.of(
                    note.getInt(0),
                    note.getInt(SIGNAL_CODE_AT),
                    note.getInt(SIGNAL_UNION_AT),
                    note.getLong(SIGNAL_UNION_AT)));
        }
    }

    /** It belongs to the thread whose note came last. */
    private void systemCall(ByteBuffer note) {
        if (note.limit() >= 4 && !threads.isEmpty()) {
            var last = threads.removeLast();
            threads.add(new CoreThread(last.tid(), last.signal(), last.registers(), Optional.of(note.getInt(0))));
        }
    }

    /** Number of ranges, size of a page, three words for each range, then their names. */
    private void files(ByteBuffer note) {
        long count = note.limit() < 16 ? 0 : note.getLong(0);
        if (count <= 0 || count > MOST_FILES || 16 + 24 * count > note.limit()) {
            return;
        }
        long page = note.getLong(8);
        int name = (int) (16 + 24 * count);
        for (int i = 0; i < count && name < note.limit(); i++) {
            int at = 16 + 24 * i;
            int end = name;
            while (end < note.limit() && note.get(end) != 0) {
                end++;
            }
            files.add(new MappedFile(
                    note.getLong(at),
                    note.getLong(at + 8),
                    note.getLong(at + 16) * page,
                    Words.text(note, name, end - name)));
            name = end + 1;
        }
    }
}
