package io.nodethaw.evidence;

import java.util.List;
import java.util.Optional;

/** {@code /proc/diskstats} (Documentation/admin-guide/iostats.rst), disks and partitions. One instance. */
public record DiskStats(List<Disk> disks) {
    public static final FactType<DiskStats> TYPE = new FactType<>("disk-stats", DiskStats.class).readTwice();

    public DiskStats {
        disks = List.copyOf(disks);
    }

    /**
     * One disk or partition.
     *
     * @param device "MAJOR:MINOR" in decimal, as a mount names it
     * @param completed number of reads and writes that were completed since boot
     */
    public record Disk(String device, String name, long completed) {}

    /** The disk with this device number; empty for file systems without a disk of their own (overlay, NFS, FUSE, btrfs). */
    public Optional<Disk> find(String device) {
        return disks.stream().filter(disk -> disk.device().equals(device)).findFirst();
    }
}
