"""What the lab's runners share: commands that end with us, the program under test, and nodes to run it in."""
import json
import os
import shutil
import signal
import subprocess
import sys

LAB = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
NODE = LAB + "/node"
RUNTIME = os.environ.get("NODETHAW_LAB_RUN", "/run/nodethaw-lab")
IMAGE = os.path.dirname(LAB) + "/node/target/image/bin/nodethaw"
SLOW = float(os.environ.get("NODETHAW_LAB_SLOW", "1"))          # what limits are multiplied by, where the processor is emulated
children = set()


class Skip(Exception):
    """This cannot be made here."""


class Wrong(Exception):
    """It failed, and how."""


def start(command, **options):
    """A command in a session of its own, so that a Ctrl-C reaches us alone."""
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                             text=True, errors="replace", start_new_session=True, **options)
    children.add(child)
    return child


def run(command, limit=120):
    """Runs a command to its end; when time is up, it is ended with all its processes."""
    child = start(command)
    try:
        out, err = child.communicate(timeout=limit * SLOW)
    except BaseException:
        end(child)
        raise
    finally:
        children.discard(child)
    return subprocess.CompletedProcess(command, child.returncode, out, err)


def end(child):
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    child.wait()
    children.discard(child)


def tail(text):
    return " / ".join(line.strip() for line in text.strip().splitlines()[-3:])[-300:]


def common_options(parser, evidence):
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--nodethaw", default=IMAGE)
    parser.add_argument("--evidence", default=f"{LAB}/target/{evidence}")
    parser.add_argument("--root")
    parser.add_argument("--keep", action="store_true")


def parse(parser):
    options = parser.parse_args()
    options.command = options.nodethaw.split()
    options.program = os.path.realpath(shutil.which(options.command[0]) or options.command[0])
    options.command[0] = options.program
    # the checkout is at this place in every node, whatever a fault does to the folder it lies in on this machine
    options.command_inside = [options.program.replace(os.path.dirname(LAB) + "/", "/checkout/", 1), *options.command[1:]]
    options.evidence = os.path.abspath(options.evidence)
    return options


def cannot(options, needs_program=True):
    """Why nothing can be run here; empty when it can."""
    if os.geteuid():
        return "needs root for namespaces"
    if needs_program and not os.access(options.program, os.X_OK):
        return f"{options.program} is not there; build it first"
    done = run([LAB + "/setup"], 900)
    return tail(done.stderr) if done.returncode else ""


def boot(node, options, layout="any", kubelet="", bus=""):
    """Boots a node that sees the program; with a kubelet if one is wanted, and has been built; with another bus than dbus-daemon."""
    if kubelet and run([LAB + "/kubelet", "--where"]).returncode:
        raise Skip("needs a kubelet, which lab/kubelet builds in 6 to 10 minutes")
    command = [NODE, "up", node]
    command += ["--kubelet", kubelet] if kubelet else []
    command += ["--cgroup", layout] if layout != "any" else []
    command += ["--bus", bus] if bus else []
    command += ["--root", options.root] if options.root else []
    home = os.path.dirname(os.path.dirname(options.program))
    if not home.startswith(os.path.dirname(LAB) + "/") and os.path.isdir(home):
        command += ["--window", home]
    done = run(command, 300)
    # this host has no v1 controllers to give, or the root file system no such bus
    if done.returncode and ("--cgroup v2" in done.stderr or "no dbus-broker in" in done.stderr):
        raise Skip(tail(done.stderr))
    if done.returncode:
        raise Wrong(tail(done.stderr))


def report_of(done):
    """The JSON that the program printed; a stack trace on stderr is a failure of its own."""
    if "\tat " in done.stderr or "Exception" in done.stderr:
        raise Wrong(f"shows a stack trace: {tail(done.stderr)}")
    try:
        return json.loads(done.stdout)
    except ValueError:
        raise Wrong(f"no JSON, exit {done.returncode}: {tail(done.stdout + done.stderr)}") from None


def interrupted(number, _):
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)                 # what follows is the cleaning up
    for child in list(children):
        end(child)
    raise KeyboardInterrupt(number)


def main_of(main):
    """Runs main and ends the program with what it returns, or as the signal says that ended it."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupted)
    try:
        sys.exit(main())
    except KeyboardInterrupt as signalled:
        sys.exit(128 + (signalled.args[0] if signalled.args else signal.SIGINT))
    except BrokenPipeError:
        os._exit(128 + signal.SIGPIPE)                         # nobody reads any more, and there is nobody to tell


def closing(passed, failed, skipped):
    """Prints the closing line; the exit code."""
    print(f"{passed} passed, {len(failed)} failed, {len(skipped)} skipped"
          + "".join(f"\n  skipped: {one}" for one in skipped))
    return 1 if failed else 0 if passed else 77
