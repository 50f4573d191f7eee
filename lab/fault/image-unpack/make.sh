#!/bin/bash
# dockerd unpacks an image for half a minute: it comes slowly.
. "$(dirname "$0")/../lib.sh"

background_inside unpack sh -c 'python3 -c "
import io, sys, tarfile, time
with tarfile.open(fileobj=sys.stdout.buffer, mode=\"w|\") as tar:
    for number in range(3000):
        file = tarfile.TarInfo(f\"{number}\")
        file.size = 20000
        tar.addfile(file, io.BytesIO(bytes(20000)))
        time.sleep(0.01)
" | docker import - unpacked:1'
unpacks() { "$labdir/node" ps "$name" | awk '{ comm[$1] = $5; parent[$1] = $4 } END { for (p in comm) if (comm[parent[p]] == "dockerd" && comm[p] ~ /dock|untar|exe/) n++; exit !n }'; }
wait_for "dockerd unpacks" unpacks
