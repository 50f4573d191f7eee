package io.nodethaw.collect.proc;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The entries of a folder of /proc whose names are numbers: processes, threads, open files. */
final class Numbers {
    private Numbers() {}

    /** Lists names only: no link is followed, no attributes are read. */
    static int[] in(String folder) throws IOException {
        var names = new File(folder).list();
        if (names == null) {
            throw why(folder);
        }
        var numbers = new int[names.length];
        int count = 0;
        for (var name : names) {
            int number = parse(name);
            if (number >= 0) {
                numbers[count++] = number;
            }
        }
        return Arrays.copyOf(numbers, count);
    }

    /** At most this many of them, in the kernel's order: for open files the lowest numbers come first. */
    static int[] first(Path folder, int most) throws IOException {
        var numbers = new int[most];
        int count = 0;
        try (var names = Files.newDirectoryStream(folder)) {
            for (var each = names.iterator(); count < most && each.hasNext(); ) {
                int number = parse(each.next().getFileName().toString());
                if (number >= 0) {
                    numbers[count++] = number;
                }
            }
        } catch (DirectoryIteratorException e) {
            throw KernelFile.explainOpen(folder.toString(), new IOException(e.toString(), e));
        } catch (IOException e) {
            throw KernelFile.explainOpen(folder.toString(), e);
        }
        return Arrays.copyOf(numbers, count);
    }

    /** The number, or -1 when the name is not a number that fits an int. */
    private static int parse(String name) {
        long value = 0;
        for (int i = 0; i < name.length(); i++) {
            char digit = name.charAt(i);
            if (digit < '0' || digit > '9' || value > Integer.MAX_VALUE) {
                return -1;
            }
            value = value * 10 + (digit - '0');
        }
        return name.isEmpty() || value > Integer.MAX_VALUE ? -1 : (int) value;
    }

    /** Finds out why a listing failed, because File.list() does not say. */
    private static IOException why(String folder) {
        try (var _ = Files.newDirectoryStream(Path.of(folder))) {
            return new IOException(folder + ": could not be listed, and a moment later could");
        } catch (IOException e) {
            return KernelFile.explainOpen(folder, e);
        }
    }
}
