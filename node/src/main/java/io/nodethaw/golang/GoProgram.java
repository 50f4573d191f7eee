package io.nodethaw.golang;

import io.nodethaw.memory.Memory;
import java.io.IOException;

/**
 * What is the same in all processes of one program at one place in memory: its version and layout, its tables, where it keeps
 * its goroutines. Used by one thread at a time.
 *
 * @param stacks reads stacks into buffers that are used again for the next process
 * @param locks where its functions take and release locks
 * @param allgs address of the slice of all goroutines
 */
record GoProgram(
        ElfImage image,
        GoVersion version,
        Layout layout,
        Pages pages,
        Functions functions,
        StackReader stacks,
        LockCode locks,
        long allgs) {

    /** Finds all of it: the first contact with a program, of which nothing is kept. */
    static GoProgram read(Memory memory, ElfImage image) throws IOException {
        return read(memory, image, new PageStore());
    }

    /** @param kept the pages shared with other readers of the same program */
    static GoProgram read(Memory memory, ElfImage image, PageStore kept) throws IOException {
        if (image.machine() != ElfImage.AMD64 && image.machine() != ElfImage.ARM64) {
            throw new UnknownProgramException("a program for another machine than amd64 or arm64: " + image.machine());
        }
        var pages = new Pages(memory, kept);
        var version = BuildInfo.read(memory, image, pages);
        var layout = Layouts.of(version);
        var header = PclnTable.Header.find(memory, image, pages, layout);
        var module = ModuleData.find(memory, image, pages, layout, header);
        var table = new PclnTable(pages, layout, header, module);
        long allgs = new AllgsFinder(memory, image, pages, module, layout).find(table);
        var functions = new Functions(pages, table);
        return new GoProgram(
                image,
                version,
                layout,
                pages,
                functions,
                new StackReader(layout.g()),
                new LockCode(functions, image.machine()),
                allgs);
    }

    /** True for the program of this image. */
    boolean isOf(ElfImage other) {
        return image.equals(other);
    }
}
