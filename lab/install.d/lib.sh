# Sourced by the checks of lab/install, inside of a fresh root file system.
set -u
here=/run/lab
dist=$here/dist
failures=0
check() { # check WHAT COMMAND...: the command must succeed
  local what=$1 out; shift
  if out=$("$@" 2>&1 </dev/null); then echo "ok    $what"; else echo "FAIL  $what: $* -> ${out:0:600}"; failures=$((failures + 1)); fi
}
# ends CODE TEXT COMMAND...: it ends so, and says that
ends() {
  local code=$1 text=$2 said ended; shift 2
  said=$("$@" 2>&1)
  ended=$?
  [ $ended = "$code" ] && [[ $said == *"$text"* ]] || { echo "exit $ended: $said"; return 1; }
}
# silent COMMAND...: it says nothing on stdout
silent() { local said; said=$("$@" 2>/dev/null); [ -z "$said" ] || { echo "$said"; return 1; }; }
# from_cache PROGRAM: every class of ours comes out of the AOT cache
from_cache() {
  local said
  said=$(NODETHAW_JAVA_OPTIONS=-Xlog:class+load:stdout "$1" --version | grep ' io\.nodethaw\..* source: ') || { echo "no class of Nodethaw"; return 1; }
  ! grep -v 'source: shared objects file' <<<"$said"
}
nobody_here='UNCLEAR  could not tell' # no kubelet and no runtime is in sight; on a busy machine also that something was not asked in time
done_here() { [ $failures = 0 ] || exit 1; exit 0; }
