#!/bin/bash
# Undoes make.sh.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../kubernetes.sh"

folder=/usr/libexec/kubernetes/kubelet-plugins/volume/exec/lab~hang
inside tee "$folder/hang" >/dev/null <<'END'
#!/bin/sh
echo '{"status": "Success"}'
END
for pid in $(child_of kubelet sleep); do kill -KILL "$pid"; done
wait_for "the pod runs" runs user
