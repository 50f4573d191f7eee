#!/bin/bash
# A healthy node, where a user has prepared a folder of his and the name below /tmp for a root that saves evidence there: links
# at the names of files and of folders, at names that a careless program would use meanwhile, and a fifo.
. "$(dirname "$0")/../lib.sh"

container idle >/dev/null
inside sh -c 'echo untouched >/etc/lab-victim; mkdir -m 777 /tmp/theirs; chown nobody /tmp/theirs'
inside_as nobody sh -c '
  cd /tmp/theirs
  ln -s /etc/lab-victim link.json
  ln -s /etc/lab-victim /tmp/sticky.json
  ln -s /etc folder
  mkfifo fifo.json
  umask 0
  echo theirs >taken.json
  perl -e "
    for my \$name (qw(new.json taken.json)) {
      symlink q(/etc/lab-victim), \".\$name.\$_.part\" for 1 .. 20000
    }"'
inside test -L /tmp/theirs/.new.json.20000.part || fail "the links are not there"
