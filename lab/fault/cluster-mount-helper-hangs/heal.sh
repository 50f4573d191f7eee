#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

driver=/usr/libexec/kubernetes/kubelet-plugins/volume/exec/lab~hang
inside tee "$driver/hang" >/dev/null <<'END'
#!/bin/sh
echo '{"status": "Success"}'
END
for pid in $("$labdir/node" pid "$name" sleep); do [ "$(cat "/proc/$(parent_of "$pid")/comm")" != kubelet ] || kill -KILL "$pid"; done
wait_for "the pod runs" runs user
