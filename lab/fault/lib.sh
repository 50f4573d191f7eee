# Sourced by every make.sh and heal.sh, which get the node's name as $1 and run on the host as root.
#
#   make.sh NAME   makes the fault in the lab node NAME and returns once a look at it shows that it is there;
#                  exit 77 with the reason on stderr: this fault cannot be made on such a node
#   heal.sh NAME   undoes it, and ends what make.sh started, by pid and start time
#   expected       what `nodethaw diagnose` must say; lab/run --help explains the keys. What is known only when the fault
#                  is made (pids, container ids) make.sh adds to $fault/expected through `expect`.
#
# $fault is a directory in the node's own state, so it ends with the node.
set -eu
. "$(dirname "${BASH_SOURCE[0]}")/../node.d/common.sh"
fail() { echo "$(basename "$(dirname "$(readlink -f "$0")")"): $*" >&2; exit 1; }
skip() { echo "$*" >&2; exit 77; }
use "${1:?the name of a lab node}"
[ -e "$state/ready" ] || fail "no node '$name' is up"
fault=$state/fault
mkdir -p "$fault"
bus=dbus-daemon bus_unit=dbus      # the process that serves the bus, and its unit
[ "$(cat "$state/bus")" = daemon ] || bus=dbus-broker bus_unit=dbus-broker
image=localhost/lab/busybox:1
chain=/checkout/lab/chain

# own_kernel: skips where the kernel is that of this machine
own_kernel() { [ "${NODETHAW_LAB_VM:-}" ] || skip "needs a kernel of its own: lab/vm -- lab/run --tier vm"; }
inside() { "$labdir/node" exec "$name" -- "$@"; }
inside_as() { local user=$1; shift; "$labdir/node" exec "$name" --user "$user" -- "$@"; }
expect() { printf '%s\n' "$@" >>"$fault/expected"; }

# the COMM [MORE]: the host's pid of the node's one process of that name, or the first of them
the() {
  local pids
  pids=$("$labdir/node" pid "$name" "$@") || return 1
  head -n 1 <<<"$pids"
}
# count COMM: how many processes of the node have that name
count() { "$labdir/node" pid "$name" "$1" | wc -l; }
# pid_inside PID...: what the node calls a process of the host
pid_inside() { local pid; for pid in "$@"; do awk '/^NSpid:/ { print $3 }' "/proc/$pid/status"; done; }
state_of() { awk '/^State:/ { print $2 }' "/proc/$1/status"; }
in_state() { [[ $(state_of "$1") == [$2] ]]; }

# wait_for WHAT COMMAND...: until the command succeeds, for $patience seconds at most (30); more in a virtual machine
wait_for() {
  local what=$1 limit=$((${patience:-30} * ${NODETHAW_LAB_SLOW:-1})) end nap=0.02; shift
  end=$((SECONDS + limit))
  while [ $SECONDS -lt $end ]; do
    "$@" >/dev/null 2>&1 && return 0
    sleep "$nap"
    nap=0.2                        # to look costs more than to wait, where much goes on
  done
  fail "$what: not in $limit s"
}

# background LABEL COMMAND...: runs in the background until heal.sh ends it; its output goes to $fault/LABEL.out
background() {
  local label=$1; shift
  setsid "$@" </dev/null >"$fault/$label.out" 2>&1 &
  remember "$label" $!
}
background_inside() { local label=$1; shift; background "$label" "$labdir/node" exec "$name" -- "$@"; }
background_as() { local user=$1 label=$2; shift 2; background "$label" "$labdir/node" exec "$name" --user "$user" -- "$@"; }

# remember LABEL PID: heal.sh ends this process of the host, if it is still the same
remember() {
  local stat
  stat=$(cat "/proc/$2/stat") || fail "$1 ended at once: $(tail -n 2 "$fault/$1.out" 2>/dev/null)"
  stat=${stat##*) }
  set -- "$1" "$2" $stat
  echo "$2 ${22}" >>"$fault/$1.pid"
}

# running LABEL: the pids with this label that still run
running() {
  local line
  while read -r line; do one_up <(echo "$line") || :; done <"$fault/$1.pid"
}

# end LABEL...: ends what was started under these labels; without a label, everything
end() {
  local label pid labels=("$@") tries
  [ $# -gt 0 ] || { shopt -s nullglob; for label in "$fault"/*.pid; do labels+=("$(basename "$label" .pid)"); done; }
  for label in "${labels[@]}"; do
    [ -e "$fault/$label.pid" ] || continue
    for pid in $(running "$label"); do kill -TERM "$pid" 2>/dev/null || :; done
    for ((tries = 0; tries < 40; tries++)); do [ -z "$(running "$label")" ] && break; sleep 0.05; done
    for pid in $(running "$label"); do kill -KILL "$pid" 2>/dev/null || :; done
    rm -f "$fault/$label.pid"
  done
}

# leave LABEL...: gives what was started under these labels 5 s to end by itself, then ends it
leave() {
  local tries label left
  for ((tries = 0; tries < 100; tries++)); do
    left=
    for label in "$@"; do [ ! -e "$fault/$label.pid" ] || left+=$(running "$label"); done
    [ -z "$left" ] && break
    sleep 0.05
  done
  end "$@"
}

stop() { local pid; for pid in "$@"; do kill -STOP "$pid"; wait_for "$pid stops" in_state "$pid" Tt; done; }
proceed() { local pid; for pid in "$@"; do kill -CONT "$pid" 2>/dev/null || :; done; }

# frozen_init: a container is being created, and the control group that it has by then is frozen; $fault/init is the pid of its runc init
frozen_init() {
  local client init kind=v1 root
  "$(dirname "$0")/../catch" "$name" init >"$fault/caught" 2>"$fault/catch.out" || fail "$(cat "$fault/catch.out")"
  read -r client init <"$fault/caught"
  remember client "$client"
  root=$(group_root v1)
  [ "$root" ] || { kind=v2; root=$(group_root v2); }
  own_group() { [[ $(group_of "$init" $kind) = *docker* ]]; }
  wait_for "it has a group of its own" own_group
  group_of "$init" $kind | sed 's|^node/||' >"$fault/group"
  echo "$init" >"$fault/init"
  echo $kind >"$fault/kind"
  # what is stopped freezes when it goes on
  case $kind in v1) echo FROZEN >"$root/$(cat "$fault/group")/freezer.state" ;; v2) echo 1 >"$root/$(cat "$fault/group")/cgroup.freeze" ;; esac
  proceed "$init"
  wait_for "it is frozen" frozen_group $kind "$(cat "$fault/group")"
}
thaw_init() {
  local root
  root=$(group_root "$(cat "$fault/kind")")/$(cat "$fault/group")
  [ ! -e "$root/freezer.state" ] || echo THAWED >"$root/freezer.state"
  [ ! -e "$root/cgroup.freeze" ] || echo 0 >"$root/cgroup.freeze"
}
# lost_reply LABEL COMMAND...: this makes a container, and its runc waits for a reply of systemd that was lost; $fault/runc is its pid
lost_reply() {
  local runc systemd
  systemd=$(the)
  stop "$systemd"
  background_inside "$@"
  waits_for_systemd() { runc=$(runc_with_init) && [ "$runc" ]; }
  wait_for "runc waits for systemd" waits_for_systemd
  sleep 1                                # its init is there, and its call follows at once
  echo "$runc" >"$fault/runc"
  background thief "$(dirname "$0")/../lose-reply" "$runc"
  wait_for "its sockets are read" grep -q waits "$fault/thief.out"
  proceed "$systemd"
  wait_for "its reply is lost" grep -q lost "$fault/thief.out"
}
# runc_with_init: the pid of the runc that has a child
runc_with_init() { "$labdir/node" ps "$name" | awk '{ comm[$1] = $5; parent[$1] = $4 } END { for (p in comm) if (comm[parent[p]] == "runc") { print parent[p]; exit } }'; }

# container NAME [OPTION...] [-- COMMAND...]: starts a container that stays; prints its id
container() {
  local called=$1 options=(); shift
  while [ $# -gt 0 ] && [ "$1" != -- ]; do options+=("$1"); shift; done
  [ $# = 0 ] || shift
  inside docker run -d --name "$called" --network none "${options[@]}" $image "$@"
}

# shim_of ID: the host's pid of the shim of this container: its working directory is the bundle's folder
shim_of() {
  local pid
  for pid in $("$labdir/node" pid "$name" containerd-shim); do
    [[ $(readlink "/proc/$pid/cwd") != *"/$1" ]] || echo "$pid"
  done
}

# pod: starts a pod as docs/pod.yaml describes it, for looking at its node: with exactly the namespaces, capabilities and mounts
# of that file, dockerd's seccomp profile, and folders in place of its image and of the unpacked archive. It runs the commands
# that lab/fault/pod-healthy/enter passes to it.
pod() {
  local file=$checkout/docs/pod.yaml options=() each
  ! grep -q '^ *privileged: true' "$file" || fail "$file is of a privileged pod"
  for each in 'hostPID: true=--pid=host' 'hostNetwork: true=--network=host' 'readOnlyRootFilesystem: true=--read-only' 'drop: .ALL.=--cap-drop=ALL'; do
    ! grep -q "^ *${each%%=*}" "$file" || options+=("${each#*=}")
  done
  for each in $(sed -n 's/^ *add: \[\(.*\)\]$/\1/p' "$file" | tr -d ,); do options+=("--cap-add=$each"); done
  for each in $(sed -n 's/^ *path: //p' "$file"); do
    inside mkdir -p "$each"
    options+=("--volume=$each:$each")
  done
  mkdir -p "$state/pod"
  mkfifo "$state/pod/asked" "$state/pod/ended"
  inside docker run -d --name pod "${options[@]}" -v /usr:/usr:ro -v /usr/lib:/lib:ro -v /usr/lib64:/lib64:ro -v /checkout:/checkout:ro \
    -v /lab:/lab $image sh -c '
      while read -r command </lab/pod/asked; do $command >/lab/pod/out 2>/lab/pod/err </dev/null; echo $? >/lab/pod/ended; done' >/dev/null
}

# without_cri: succeeds when the CRI side of containerd is switched off, as in Docker's package
without_cri() { inside grep -qx 'disabled_plugins = \["cri"\]' /etc/containerd/lab.toml; }

# clients: begins one start in each way that containers can be started, all at once; $clients is their number
clients() {
  clients=2
  background_inside client-docker docker run --rm --network none --name client-$$ $image true
  if ! without_cri; then
    background_inside client-cri /checkout/lab/tools/cri --host-network -t 600 runp client-$$
    clients=3
  fi
  background_inside client-ctr ctr -n k8s.io run --rm --runc-systemd-cgroup --cgroup system.slice:ctr:client-$$ $image client-$$ /bin/true
}
leave_clients() { leave client-docker client-cri client-ctr; }
# at_runc N: succeeds when N runc processes of shims have a `runc init` as child, which waits for its runc, and that for a scope.
# The init is called runc, exe or memfd:runc_clon, depending on the release of runc.
at_runc() {
  "$labdir/node" ps "$name" | awk -v wanted="$1" '
    { comm[$1] = $5; parent[$1] = $4 }
    END { for (p in comm) if (comm[parent[p]] == "runc" && comm[parent[parent[p]]] ~ /^containerd-shim/) n++; exit n < wanted }'
}

# old_bus: waits until the bus has run for some seconds, as on a real node: who is off one that has only begun may still join it
old_bus() { wait_for "a bus that has run for some seconds" eval '[ "$(ps -o etimes= -p "$(the "$bus")")" -ge 4 ]'; }
# overflow KIND: the message counter overflows as in an old systemd: deaf, dropped, blip, fixed (lab/tools/unfix)
overflow() {
  local out
  out=$("$labdir/tools/unfix" "$name" "$1" 2>&1) || skip "$out"
  run_over
}
# run_over: makes the counter of an unfixed systemd overflow; the counter is looked up anew, because a new connection has another
run_over() {
  rm -f "$state/cookie.json"
  "$labdir/tools/cookie" "$name" set 0xffffffff >/dev/null
  "$labdir/tools/dbus" --node "$name" -t 0.3 ping >"$fault/last-ping.out" 2>&1 || :
}
# stays_off: systemd is off the bus and does not come back by itself
stays_off() { local look; for look in {1..15}; do ! answers >/dev/null 2>&1 || return 1; sleep 0.1; done; }
# blip: the overflow as in systemd 238 to 241, before any unit changes. What was started just before may still change one
# and bring systemd back; then its counter overflows once more.
blip() {
  local try
  old_bus
  overflow blip
  for try in 1 2 3 4 5 6 7 8; do
    stays_off && return 0
    run_over
  done
  fail "systemd came back by itself each time"
}
owned() { ! "$labdir/tools/dbus" --node "$name" owner org.freedesktop.systemd1 | grep -q NameHasNoOwner; }
answers() { "$labdir/tools/dbus" --node "$name" -t 1 ping; }
bus_reads_its_files() {
  "$labdir/tools/dbus" --node "$name" call org.freedesktop.DBus /org/freedesktop/DBus org.freedesktop.DBus ReloadConfig >/dev/null
}

# tenant LABEL HOW ARGUMENT...: a program of nobody that pretends to be a daemon (lab/tools/tenant). HOW: here, or apart:
# in a mount namespace of its own with an empty /run, where it can bind any path
tenant() {
  local label=$1 how=$2 begin=; shift 2
  [ "$how" = here ] || begin='mount -t tmpfs tenant /run && '
  background_as nobody "$label" $([ "$how" = here ] || echo unshare -Urm) sh -c "${begin}exec \"\$0\" \"\$@\"" /checkout/lab/tools/tenant "$@"
  wait_for "the tenant $label listens" grep -q listens "$fault/$label.out"
}
# tenants: fake shims of every kind: silent, stopped, closing, waiting for a lock of root's, with a child called runc
tenants() {
  background_inside world sh -c 'umask 022; exec flock /run/lock/world sleep 1000000'
  wait_for "root holds a lock that all can open" inside test -r /run/lock/world
  tenant fake-silent apart --name containerd-shim /run/containerd/s/silent
  tenant fake-stopped apart --name fake-stopped /run/containerd/s/stopped
  tenant fake-outside here --name fake-outside /tmp/containerd/s/stopped
  tenant fake-abstract here --name fake-abstract @/containerd-shim/stopped.sock
  tenant fake-closing apart --closes /run/containerd/s/closing
  tenant fake-lock here --lock /run/lock/world /tmp/containerd/s/lock
  tenant fake-runc apart --child runc /run/containerd/s/runc
  tenant fake-runc-two here --child runc @/containerd-shim/runc.sock
  stop "$(the fake-stopped)" "$(the fake-outside)" "$(the fake-abstract)"
}
leave_tenants() {
  proceed $("$labdir/node" pid "$name" fake-stopped; "$labdir/node" pid "$name" fake-outside; "$labdir/node" pid "$name" fake-abstract)
  end world fake-silent fake-stopped fake-outside fake-abstract fake-closing fake-lock fake-runc fake-runc-two
}

# wedge: systemd deaf on the bus as in the founding incident, with containers' starts under way
wedge() {
  overflow deaf
  owned || fail "systemd left the bus instead of going deaf: $(cat "$fault/last-ping.out")"
  clients
  wait_for "$clients runc wait for their scopes" at_runc $clients
}
reexec() { inside systemctl daemon-reexec; wait_for "systemd answers again" answers; }

# needs PROGRAM WHAT: skips when the root file system lacks a program that only a few faults need (lab/root)
needs() { inside sh -c "command -v $1" >/dev/null || skip "no $2 in this root file system"; }

# build PROGRAM: /run/PROGRAM of lab/tools/go/PROGRAM.go; built by the node's own Go
build() {
  needs go "Go compiler"
  inside sh -c "HOME=/run GOCACHE=/run/go-cache GOFLAGS=-mod=mod CGO_ENABLED=0 \\
    go build -o /run/$1 /checkout/lab/tools/go/$1.go && rm -rf /run/go-cache"
}
# kubelet MODE...: starts a program that plays kubelet at its health port (lab/tools/go/kubelet.go)
kubelet() {
  build kubelet
  background_inside kubelet /run/kubelet "$@"
  wait_for "kubelet's stand-in has begun" grep -q begun "$fault/kubelet.out"
}

# freezer groups: `hold_group PID v1|v2 DIRECTORY` puts a process there and freezes it, `let_group PID v1|v2 DIRECTORY` undoes it
group_root() { # group_root v1|v2
  local tree
  for tree in $(groups); do
    case $1 in
      v1) [ -e "$tree/node/freezer.state" ] || [ -e "$tree/node/freezer.self_freezing" ] && echo "$tree/node" ;;
      v2) [ -e "$tree/node/cgroup.controllers" ] && echo "$tree/node" ;;
    esac
  done
  return 0
}
processor_tree() { # where the node's groups are, of cgroup v1's cpu controller
  local tree
  for tree in $(groups); do [ ! -e "$tree/node/cpu.shares" ] || echo "$tree/node"; done
}
frozen_group() { # frozen_group v1|v2 DIRECTORY: as it shows
  case $1 in
    v1) [ "$(cat "$(group_root v1)/$2/freezer.state")" = FROZEN ] ;;
    v2) grep -qx 'frozen 1' "$(group_root v2)/$2/cgroup.events" ;;
  esac
}
hold_group() {
  local root
  root=$(group_root "$2")
  [ "$root" ] || skip "this node has no cgroup $2 freezer"
  mkdir -p "$root/$3"
  grep -qx "$1" "$root/$3/cgroup.procs" || echo "$1" >"$root/$3/cgroup.procs"
  case $2 in v1) echo FROZEN >"$root/$3/freezer.state" ;; v2) echo 1 >"$root/$3/cgroup.freeze" ;; esac
  wait_for "$3 freezes" frozen_group "$2" "$3"
}
let_group() {
  local root
  root=$(group_root "$2")
  case $2 in
    v1)
      echo THAWED >"$root/$3/freezer.state"
      echo "$1" >"$root/cgroup.procs"
      rmdir "$root/$3" 2>/dev/null || :
      ;;
    v2) echo 0 >"$root/$3/cgroup.freeze" ;;
  esac
}

# trace PID LABEL: a debugger inside the node that attaches and then does nothing
trace() {
  needs gdb debugger
  background_inside "$2" gdb -nx -batch -p "$(pid_inside "$1")" -ex 'shell exec sleep 1000000'
  wait_for "the debugger holds $1" in_state "$1" t
  wait_for "the debugger sits" sits
}
sits() { [ "$("$labdir/node" pid "$name" sleep | while read -r p; do [ "$(cat "/proc/$(parent_of "$p")/comm")" = gdb ] && echo "$p"; done | wc -l)" -ge 1 ]; }
parent_of() { awk '/^PPid:/ { print $2 }' "/proc/$1/status"; }
# untrace LABEL: lets the debugger detach by itself; if it were killed, it would leave its victim stopped
untrace() {
  needs gdb debugger
  local pid
  for pid in $("$labdir/node" pid "$name" sleep); do
    [ "$(cat "/proc/$(parent_of "$pid")/comm" 2>/dev/null)" != gdb ] || kill -TERM "$pid" 2>/dev/null || :
  done
  leave "$1"
}

# outside of what the node can see: a group beside the root of its cgroup namespace
outer_group() { # outer_group v1|v2
  local root
  root=$(group_root "$1")
  [ "$root" ] && echo "$(dirname "$root")/outer"
}
frozen_outside() { # frozen_outside v1|v2: as it shows
  case $1 in
    v1) [ "$(cat "$(outer_group v1)/freezer.state")" = FROZEN ] ;;
    v2) grep -qx 'frozen 1' "$(outer_group v2)/cgroup.events" ;;
  esac
}
hold_outside() { # hold_outside PID v1|v2
  local outer
  outer=$(outer_group "$2") || skip "this node has no cgroup $2 freezer"
  mkdir -p "$outer"
  group_of "$1" "$2" >"$fault/group-of-$1"
  echo "$1" >"$outer/cgroup.procs"
  case $2 in v1) echo FROZEN >"$outer/freezer.state" ;; v2) echo 1 >"$outer/cgroup.freeze" ;; esac
  wait_for "the outer group freezes" frozen_outside "$2"
}
let_outside() { # let_outside PID v1|v2
  local outer
  outer=$(outer_group "$2")
  echo "$1" >"$(dirname "$outer")/$(cat "$fault/group-of-$1")/cgroup.procs" # and what it starts from now on is there too
  case $2 in v1) echo THAWED >"$outer/freezer.state" ;; v2) echo 0 >"$outer/cgroup.freeze" ;; esac
  rmdir "$outer"
}
# group_of PID v1|v2: its group below the node's own
group_of() {
  case $2 in v1) grep -m 1 '^[0-9]*:\([^:]*,\)\?freezer[,:]' "/proc/$1/cgroup" ;; v2) grep '^0::' "/proc/$1/cgroup" ;; esac |
    sed "s|.*/$group/||"
}

# limit_processes MOST|max: limits the processes of what `inside` runs
limit_processes() {
  local tree limited=
  for tree in $(groups); do
    [ ! -e "$tree/node/exec/pids.max" ] || { echo "$1" >"$tree/node/exec/pids.max" && limited=yes; }
  done
  [ "$limited" ] || skip "this node has no cgroup that limits processes"
}

# unit_is UNIT STATE: its ActiveState
unit_is() { [ "$(inside systemctl show -p ActiveState "$1.service")" = "ActiveState=$2" ]; }
restarted_at_least() { local n; n=$(inside systemctl show -p NRestarts "$1.service"); [ "${n#*=}" -ge "$2" ]; }
# said UNIT: all that it has logged
said() { inside journalctl -u "$1.service" -o cat --no-pager; }
# drop_in UNIT LINE...: lines added to what the unit says; no_drop_in UNIT takes them away
drop_in() {
  local unit=$1; shift
  inside mkdir -p "/etc/systemd/system/$unit.service.d"
  printf '%s\n' "$@" | inside tee "/etc/systemd/system/$unit.service.d/fault.conf" >/dev/null
  inside systemctl daemon-reload
}
no_drop_in() { inside rm -rf "/etc/systemd/system/$1.service.d"; inside systemctl daemon-reload; }

# own_disk DAEMON [DEVICE]: the folder /var/lib/DAEMON moves to a file system of its own, or that on this device of the host;
# the daemons are started anew on it
own_disk() {
  local where
  if [ "${2:-}" ]; then
    mkfs.ext4 -qF "$2"
    where=/mnt/$1
    mount_inside "$2" "$where"
  else
    read -r where _ <<<"$("$labdir/node" disk "$name" "$1")"
  fi
  inside systemctl stop docker containerd
  inside cp -a "/var/lib/$1/." "$where/"
  inside mount --bind "$where" "/var/lib/$1"
  inside systemctl start containerd docker
}
# read_only_disk DAEMON: its folder moves to an ext4 of its own, which finds an error in itself and becomes read-only
read_only_disk() {
  local disk
  own_disk "$1"
  disk=$(losetup -nlO NAME,BACK-FILE | awk -v image="$state/disk/$1.img" '$2 == image { print substr($1, 6) }')
  [ -w "/sys/fs/ext4/$disk/trigger_fs_error" ] || skip "this kernel has no ext4 error to trigger"
  inside mount -o remount,errors=remount-ro "/mnt/$1"
  echo 1 >"/sys/fs/ext4/$disk/trigger_fs_error"
}
# mount_inside DEVICE PLACE: a file system of the host's device, in the node
mount_inside() {
  local root
  root=/proc/$(the)/root
  mknod "$root/dev/$(basename "$1")" b "0x$(stat -Lc %t "$1")" "0x$(stat -Lc %T "$1")"
  inside mkdir -p "$2"
  nsenter -t "$(the)" -m -- mount "/dev/$(basename "$1")" "$2"
}
# mapped_disk NAME MB: a block device that can be suspended and slowed down; prints its place (device mapper, in a virtual machine)
mapped_disk() {
  local device
  modprobe dm_mod && modprobe loop
  truncate -s "${2}M" "$state/$1.img"
  device=$(losetup -f --show "$state/$1.img")
  dmsetup create "$1" --noudevsync --table "0 $(blockdev --getsz "$device") linear $device 0"
  losetup -d "$device"             # it goes away with the mapping
  [ -e "/dev/mapper/$1" ] || dmsetup mknodes "$1"
  echo "/dev/mapper/$1"
}
# held PID [WCHAN]: a thread of it is in state D, in such a function
held() {
  local thread
  for thread in "/proc/$1"/task/*; do
    if [ "$(sed 's/.*) \(.\).*/\1/' "$thread/stat")" = D ] && grep -q "${2:-}" "$thread/wchan"; then return 0; fi
  done
  return 1
}

# volume_writer: a container that writes to a disk of its own, /mnt/volume on the node
volume_writer() {
  "$labdir/node" disk "$name" volume >/dev/null
  container writer -v /mnt/volume:/data -- sh -c 'while :; do echo x >/data/file; sync /data/file; done' >/dev/null
  wait_for "it writes" inside test -s /mnt/volume/file
}
# contained_in_d COMM: a process of that name is in state D
contained_in_d() { "$labdir/node" ps "$name" | awk -v comm="$1" '$3 == "D" && $5 == comm { n++ } END { exit !n }'; }
# killed COMM: a process of that name has SIGKILL pending
killed() {
  local pid
  for pid in $("$labdir/node" pid "$name" "$1"); do
    awk '/^ShdPnd:/ { exit substr($2, length($2) - 2, 1) % 2 == 0 }' "/proc/$pid/status" && return 0
  done
  return 1
}

# where PROGRAM: its path in the node, also while it is not executable
where() {
  inside sh -c 'for folder in /usr/local/sbin /usr/local/bin /usr/sbin /usr/bin; do
    [ ! -f "$folder/$1" ] || { echo "$folder/$1"; exit 0; }; done; exit 1' - "$1"
}
# put_away PROGRAM: takes its file out of every folder; put_back PROGRAM undoes it
put_away() { local path; path=$(where "$1") && inside mv "$path" "$path.away" || skip "the programs of this node cannot be moved"; }
put_back() { local away; away=$(where "$1.away"); inside mv "$away" "${away%.away}"; }
# fails_to_start: tries to start a container, which fails at once
fails_to_start() {
  ! inside timeout 20 docker run --rm --network none "$image" true >"$fault/start.out" 2>&1 || fail "a container started: $(tail -n 2 "$fault/start.out")"
}

# plug_in COMMAND: the next run of the bridge plug-in does this first, in a shell; it and those after it are then as before. A
# pod is being started with it
plug_in() {
  local bridge=/usr/lib/cni/bridge
  ! without_cri || skip "this containerd has no CRI"
  inside cp $bridge /run/bridge
  inside tee /run/plug-in >/dev/null <<END
#!/bin/sh
rm /run/first 2>/dev/null && { $1; }
exec /run/bridge
END
  inside chmod +x /run/plug-in
  inside mount --bind /run/plug-in $bridge
  inside touch /run/first
  background_inside client-cri /checkout/lab/tools/cri -t 600 runp patient
}
# hanging_plug_in: one run of the plug-in does not end
hanging_plug_in() {
  plug_in 'exec sleep 1000000'
  wait_for "the plug-in hangs" eval '[ "$(child_of containerd sleep)" ]'
}
# child_of COMM CHILD: the host's pids of processes called CHILD whose parent is called COMM
child_of() {
  "$labdir/node" ps "$name" | awk -v parent="$1" -v child="$2" '
    { comm[$1] = $5; parent_of[$1] = $4 } END { for (p in comm) if (comm[p] == child && comm[parent_of[p]] == parent) print p }'
}
