package io.nodethaw.collect.kernel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.proc.MalformedTextException;
import io.nodethaw.collect.proc.Scan;
import io.nodethaw.evidence.Mounts;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;

/**
 * {@code /proc/PID/mountinfo} (proc(5)): "ID PARENT MAJOR:MINOR ROOT POINT OPTIONS [OPTIONAL...] - TYPE SOURCE SUPEROPTIONS";
 * blanks, newlines and backslashes within a word are written as a backslash and three octal digits (fs/proc_namespace.c
 * mangle).
 */
final class MountText {
    private MountText() {}

    static Mounts parse(int pid, byte[] text) throws MalformedTextException {
        var scan = new Scan(text);
        var mounts = new ArrayList<Mounts.Mount>();
        while (!scan.atEnd()) {
            if (!scan.atLineEnd()) {
                mounts.add(mount(scan));
            }
            scan.nextLine();
        }
        return new Mounts(pid, mounts);
    }

    private static Mounts.Mount mount(Scan scan) throws MalformedTextException {
        int id = scan.integer();
        int parent = scan.integer();
        var device = scan.word();
        var root = plain(scan.word());
        var point = plain(scan.word());
        scan.skipWords(1); // options of the mount, not of the file system
        while (!scan.skip("- ")) {
            if (scan.atLineEnd()) {
                throw scan.expected("'-' before the type of a mount");
            }
            scan.skipWords(1);
        }
        var type = scan.word();
        scan.character(); // the blank: the source may be empty, so that another blank follows
        var source = new StringBuilder();
        char next;
        while ((next = scan.character()) != ' ' && next != '\n') {
            source.append(next);
        }
        return new Mounts.Mount(
                id, parent, device, root, point, type, plain(source.toString()), next == '\n' ? "" : scan.word());
    }

    /** Undoes the octal escapes. Words of a scan hold one byte per character. */
    static String plain(String word) {
        var bytes = new ByteArrayOutputStream(word.length());
        for (int i = 0; i < word.length(); i++) {
            int escaped = word.charAt(i) == '\\' ? octal(word, i + 1) : -1;
            if (escaped >= 0) {
                bytes.write(escaped);
                i += 3;
            } else {
                bytes.writeBytes(word.substring(i, i + 1).getBytes(ISO_8859_1));
            }
        }
        return bytes.toString(UTF_8);
    }

    private static int octal(String word, int from) {
        if (from + 3 > word.length()) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + 3; i++) {
            int digit = Character.digit(word.charAt(i), 8);
            if (digit < 0) {
                return -1;
            }
            value = value * 8 + digit;
        }
        return value < 256 ? value : -1;
    }
}
