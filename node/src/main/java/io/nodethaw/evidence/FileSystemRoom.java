package io.nodethaw.evidence;

/**
 * How much room is left in the file system of a folder that a process writes in (statfs(2)); the instance is "PID/FOLDER", the
 * folder as that process sees it.
 *
 * @param type magic number of the kind of file system
 * @param id tells file systems apart
 * @param free blocks, also those that only root may use
 * @param available blocks that any user may use
 * @param files inodes that there can be; 0 where there is no such limit
 * @param readOnly true where its mount, or the file system, is read-only; an ext4 that became so by an error since 6.15 is not
 */
public record FileSystemRoom(
        int pid,
        String folder,
        long type,
        long id,
        long blockSize,
        long blocks,
        long free,
        long available,
        long files,
        long freeFiles,
        boolean readOnly) {
    public static final FactType<FileSystemRoom> TYPE =
            FactType.ofProcess("file-system-room", FileSystemRoom.class).readTwice();

    private static final long EXT = 0xEF53; // include/uapi/linux/magic.h

    private static final long TMPFS = 0x01021994;

    /**
     * The most blocks that ext4 keeps even from root, for what it writes later (fs/ext4/super.c, ext4_calculate_resv_clusters): the
     * fiftieth part of all, 4096 at most.
     */
    private static final long MOST_KEPT = 4096;

    /** Of the blocks that are told; it is a little more, because those of its own tables are not among them. */
    private static final long PART_KEPT = 50;

    /** A start of a container writes some dozens of small files. */
    private static final long LITTLE = 4L << 20;

    private static final long FEW_FILES = 64;

    /** The instance of a folder of a process. */
    public static String instance(int pid, String folder) {
        return pid + folder;
    }

    /** True when nothing more can be written, not even by root. */
    public boolean isFull() {
        return blocks > 0 && available <= 0 && free <= kept();
    }

    /** The least that ext4 keeps for itself. */
    private long kept() {
        return type == EXT ? Math.min(blocks / PART_KEPT, MOST_KEPT) : 0;
    }

    /** How many bytes root can still write, at most. */
    public long left() {
        return Math.max(0, free - kept()) * blockSize;
    }

    /** True when so little is left that a start of a container may fail. */
    public boolean isNearlyFull() {
        return blocks > 0 && left() < LITTLE;
    }

    /** True when so few files can be made that a start of a container may fail. */
    public boolean hasFewFiles() {
        return files > 0 && freeFiles < FEW_FILES;
    }

    /** True when no file and no folder can be made. */
    public boolean hasNoFiles() {
        return files > 0 && freeFiles <= 0;
    }

    /** True for one in memory, where a folder takes no block. */
    public boolean isInMemory() {
        return type == TMPFS;
    }

    /** True for ext2, ext3 and ext4. */
    public boolean isExt() {
        return type == EXT;
    }

    /** True when both are about one file system. */
    public boolean isSame(FileSystemRoom other) {
        return type == other.type && id == other.id && blocks == other.blocks && files == other.files;
    }
}
