#!/bin/bash
# A `docker build` whose RUN takes minutes: buildkit keeps a runc under dockerd all that time.
. "$(dirname "$0")/../lib.sh"

folder=/tmp/build
inside mkdir -p $folder
printf 'FROM %s\nRUN sleep 1000000\n' "$image" | inside tee $folder/Dockerfile >/dev/null
"$labdir/node" exec "$name" --env DOCKER_BUILDKIT=1 -- docker build --help >/dev/null 2>&1 || skip "this docker cannot build with buildkit"
background build "$labdir/node" exec "$name" --env DOCKER_BUILDKIT=1 -- docker build --network none -t built $folder
builds() { [ "$("$labdir/node" ps "$name" | awk '{ comm[$1] = $5; parent[$1] = $4 }
  END { for (p in comm) if (comm[p] == "sleep" && comm[parent[p]] == "runc" ||
    comm[p] == "sleep" && comm[parent[parent[p]]] == "runc") print p }' | wc -l)" -ge 1 ]; }
wait_for "the build runs its step" builds
