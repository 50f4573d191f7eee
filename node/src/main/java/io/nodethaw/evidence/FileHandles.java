package io.nodethaw.evidence;

/**
 * How many files the machine has open ({@code /proc/sys/fs/file-nr}). One instance.
 *
 * @param used open files of all processes
 * @param most how many there may be (fs.file-max)
 */
public record FileHandles(long used, long most) {
    public static final FactType<FileHandles> TYPE = new FactType<>("file-handles", FileHandles.class);
}
