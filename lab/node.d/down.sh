# Sourced by lab/node: ends a node in whatever state it is.
#
# A process that is to die must be able to: a frozen cgroup keeps a killed task (v1), a frozen file system keeps its
# writers in D, and a tracer keeps its victim as a zombie, which keeps the pid namespace and all in it. So each round
# first lets go, then kills, until nothing is left in the node's cgroups.

# thaw_cgroups TREE...
thaw_cgroups() {
  local file
  [ $# -gt 0 ] || return 0
  find "$@" \( -name freezer.state -o -name cgroup.freeze \) 2>/dev/null | while read -r file; do
    case $file in *freezer.state) echo THAWED ;; *) echo 0 ;; esac 2>/dev/null >"$file"
  done
}

# mounts_of PID: "MAJOR:MINOR TYPE MOUNTPOINT" of file systems that the node has and this machine has not
mounts_of() {
  awk 'NR == FNR { host[$3] = 1; next } !($3 in host) { for (i = 7; $i != "-"; i++); print $3, $(i + 1), $5 }' \
    /proc/self/mountinfo "/proc/$1/mountinfo" 2>/dev/null
}

thaw_mounts() {
  local number type where
  mounts_of "$1" | while read -r number type where; do
    case $type in
      ext* | xfs | btrfs) timeout 2 fsfreeze -u "/proc/$1/root$where" 2>/dev/null ;;
      fuse*) echo 1 2>/dev/null >"/sys/fs/fuse/connections/${number#*:}/abort" ;;
    esac
  done
}

# members TREE...: who is in these groups
members() {
  [ $# -gt 0 ] || return 0
  find "$@" -name cgroup.procs -exec cat {} + 2>/dev/null | sort -un | grep -vx 0
}

# tracers PID...: who traces one of them
tracers() {
  local pid
  for pid in "$@"; do cat /proc/$pid/task/*/status 2>/dev/null; done | awk '/^TracerPid:/ && $2 > 0 { print $2 }' | sort -u
}

# end_all: kills every process of the node; fails when some are left after 20 s
end_all() {
  local trees init pids tracer round
  trees=$(groups)
  for ((round = 0; round < 400; round++)); do
    [ $((round % 4)) != 0 ] || thaw_cgroups $trees
    init=$(one_up "$state/init") || init=
    pids=$(members $trees)
    [ -z "$pids" ] && [ -z "$init" ] && return 0
    if [ $((round % 8)) = 0 ]; then
      [ -z "$init" ] || thaw_mounts "$init"
      # by descent, not by group: a traced zombie has left its cgroups
      for tracer in $(tracers $pids ${init:+$(processes "$init" | cut -d' ' -f1)}); do kill -KILL "$tracer" 2>/dev/null; done
    fi
    [ -z "$init" ] || kill -KILL "$init" 2>/dev/null
    # the keeper last: it reaps the others
    [ $round -ge 2 ] || [ -z "$init" ] && kill -KILL $(grep -vxF "$(one_up "$state/keeper" || echo none)" <<<"$pids") 2>/dev/null
    [ -z "$init" ] && [ $round -ge 8 ] && kill -KILL $pids 2>/dev/null
    sleep 0.05
  done
  return 1
}

# loop devices of images in the node's directory (normally gone with their mount)
detach_loops() {
  local device backing
  losetup -nlO NAME,BACK-FILE 2>/dev/null | while read -r device backing; do
    case $backing in "$state"/*) losetup -d "$device" ;; esac
  done
}

# remove: everything of the node, however much of it there is; the caller holds its lock
remove() {
  local tree tries
  [ -d "$state" ] || [ -n "$(groups)" ] || return 0
  end_all || return 1
  detach_loops
  for tree in $(groups); do
    for ((tries = 0; tries < 50; tries++)); do
      find "$tree" -depth -type d -exec rmdir {} + 2>/dev/null
      [ -d "$tree" ] || break
      sleep 0.02
    done
    [ ! -d "$tree" ] || { echo "lab/node: $tree cannot be removed" >&2; return 1; }
  done
  umount "$state"/cg/* 2>/dev/null      # only ever mounted in a namespace of our own (mount_missing)
  rm -rf --one-file-system "$state"
}

down() {
  use "$1"
  [ "$(id -u)" = 0 ] || fail "down needs root"
  [ -d "$runtime" ] || return 0
  lock
  # in a mount namespace of its own: what the host has not mounted of the cgroups is mounted there again
  if [ -d "$state/cg/systemd" ] || [ -d "$state/cg/unified" ]; then
    NODE=$name unshare --mount --propagation private bash -c '
      . "$1/node.d/common.sh"; . "$1/node.d/down.sh"; use "$NODE"; mount_missing "$(cat "$state/layout" 2>/dev/null || echo hybrid)"; remove' - "$labdir"
  else
    remove
  fi || fail "node '$name' cannot be ended: $(members $(groups) | tr '\n' ' ')"
  unlock
}
