# Sourced by lab/node: where a node's state lives, and which cgroup hierarchies the host offers.
#
# State of node NAME, all below $state (on the host, seen as /lab inside the node):
#   init      "PID STARTTIME" of its systemd, as the host counts     keeper   "PID STARTTIME" of the parent that reaps it
#   layout    hybrid or v2            bus        daemon or broker           root.of   the lower file system       ready   exists once every daemon answered
#   *.log     of the node's start     disk/     images of file systems made by `lab/node disk`
# Each hierarchy has nodethaw-lab-NAME/keeper and nodethaw-lab-NAME/node, the root of the node's cgroup namespace, with a
# child `exec` for what `lab/node exec` runs.

PATH=/usr/sbin:/usr/bin:/sbin:/bin
labdir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
checkout=$(dirname "$labdir")
runtime=${NODETHAW_LAB_RUN:-/run/nodethaw-lab}

fail() { echo "lab/node: $*" >&2; exit 1; }

# use NAME: sets the variables that belong to one node
use() {
  [[ $1 =~ ^[a-z0-9][a-z0-9-]{0,30}$ ]] || fail "a node name is up to 31 of a-z, 0-9 and '-', not '$1'"
  name=$1 state=$runtime/$1 group=nodethaw-lab-$1
}

# one_up FILE: prints the pid that FILE names, when that very process (pid and start time) still runs
one_up() {
  local pid start stat
  read -r pid start 2>/dev/null <"$1" || return 1
  stat=$(cat "/proc/$pid/stat" 2>/dev/null) || return 1
  stat=${stat##*) }
  set -- $stat
  [ "${20}" = "$start" ] && [ "$1" != Z ] && echo "$pid"
}

# The pid of the node's systemd, or a message that says there is none
init_of() { one_up "$state/init" || fail "no node '$name' is up (lab/node up $name)"; }

# hierarchies: "MOUNTPOINT v2 -" or "MOUNTPOINT v1 OPTIONS", one line each; OPTIONS name the controllers as mount(8) wants them
hierarchies() {
  awk '{ for (i = 7; $i != "-"; i++); type = $(i + 1); options = $(i + 3) }
    type == "cgroup2" && !seen["v2"]++ { print $5, "v2", "-" }
    type == "cgroup" {
      n = split(options, o, ","); kept = ""
      for (j = 1; j <= n; j++)
        if (o[j] !~ /^(rw|ro|xattr|clone_children|noprefix|seclabel|release_agent=.*)$/) kept = kept (kept == "" ? "" : ",") o[j]
      if (!seen[kept]++) print $5, "v1", kept
    }' /proc/self/mountinfo
}

# For a private mount namespace only: mounts what a node needs and the host has not mounted (a pure v2 or v1 host)
mount_missing() {
  local have
  have=$(hierarchies)
  mkdir -p "$state/cg"
  if ! grep -q ' v2 ' <<<"$have"; then
    mkdir -p "$state/cg/unified" && mount -t cgroup2 cgroup2 "$state/cg/unified" || fail "this host has no cgroup v2"
  fi
  if [ "$1" = hybrid ] && ! grep -q 'name=systemd' <<<"$have"; then
    mkdir -p "$state/cg/systemd" && mount -t cgroup -o none,name=systemd cgroup "$state/cg/systemd" \
      || fail "this kernel has no cgroup v1: use --cgroup v2"
  fi
}

# groups: this node's directory in every hierarchy that has one
groups() {
  local where rest
  hierarchies | while read -r where rest; do [ -d "$where/$group" ] && echo "$where/$group"; done
}

# lock: holds the node's lock as fd 9; `unlock` removes the file too, so whoever waited for it has to look again
lock() {
  local try
  for ((try = 0; try < 1000; try++)); do
    mkdir -p "$runtime" && exec 9>"$runtime/$name.lock" || continue
    flock -w 60 9 || fail "node '$name' is being started or stopped by another process"
    [ "$runtime/$name.lock" -ef "/proc/$$/fd/9" ] && return
  done
  fail "cannot lock $runtime/$name.lock"
}

unlock() {
  rm -f "$runtime/$name.lock"
  exec 9>&-
  rmdir "$runtime" 2>/dev/null || :
}

# processes: HOST-PID PID-INSIDE STATE PARENT COMM of everything below the node's systemd, read once from /proc
processes() {
  # grep, as it goes on when a process ends between the listing and the reading
  grep -sE '^(Name|State|PPid|NSpid):' /proc/[0-9]*/status | awk -v root="$1" '
    { split($0, path, "/"); pid = path[3]; line = $0; sub(/^[^:]*:/, "", line); $0 = line }
    /^Name:/ { sub(/^Name:[ \t]*/, ""); name[pid] = $0 }
    /^State:/ { state[pid] = $2 }
    /^PPid:/ { parent[pid] = $2 }
    /^NSpid:/ { inside[pid] = $3 }
    END {
      for (pid in parent) {
        for (p = pid; p != root && (p in parent); p = parent[p]);
        if (p == root) print pid, inside[pid], state[pid], parent[pid], name[pid]
      }
    }' | sort -n
}

# changed_runc FILE FILTER: a program that becomes runc after changing the bundle that is to be created by this filter of jq
changed_runc() {
  mkdir -p "$(dirname "$1")"
  awk -v filter="$2" '{ at = index($0, "@filter@"); print at ? substr($0, 1, at - 1) filter substr($0, at + 8) : $0 }' \
    "$labdir/node.d/runc-changed" >"$1" && chmod 755 "$1"
}
