package io.nodethaw.collect.proc;

import io.nodethaw.evidence.DiskStats;
import java.util.ArrayList;

/**
 * {@code /proc/diskstats} (block/genhd.c diskstats_show): "MAJOR MINOR NAME READS merged sectors ms WRITES ...". Newer kernels
 * add discards and flushes, which are not read.
 */
final class DiskStatsReader {
    private DiskStatsReader() {}

    static DiskStats parse(Scan scan) throws MalformedTextException {
        var disks = new ArrayList<DiskStats.Disk>();
        while (!scan.atEnd()) {
            if (!scan.atLineEnd()) {
                disks.add(disk(scan));
            }
            scan.nextLine();
        }
        return new DiskStats(disks);
    }

    private static DiskStats.Disk disk(Scan scan) throws MalformedTextException {
        var device = scan.number() + ":" + scan.number();
        var name = scan.word();
        long reads = scan.number();
        scan.skipWords(3);
        return new DiskStats.Disk(device, name, reads + scan.number());
    }
}
