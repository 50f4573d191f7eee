"""Waits inside a Go program, which the operating system does not show: to it all threads sleep."""
import os
import shutil
import subprocess
import sys
import tempfile

from process import at_end, edge

HERE = os.path.dirname(os.path.realpath(__file__))


def go_program(name, *arguments):
    """Builds a program of this folder and starts it; gives the process and the words it printed when it had come so far."""
    go = shutil.which("go", path="/usr/local/go/bin:/usr/bin")
    if not go:
        print("no Go compiler in this root file system", file=sys.stderr)
        sys.exit(77)
    folder = tempfile.mkdtemp(prefix="chain-")
    environment = {**os.environ, "GOCACHE": folder + "/cache", "GOFLAGS": "-mod=mod", "HOME": folder, "CGO_ENABLED": "0"}
    subprocess.run([go, "build", "-o", folder + "/" + name, f"{HERE}/{name}.go"], env=environment, cwd=folder, check=True)
    program = subprocess.Popen([folder + "/" + name, *arguments], stdout=subprocess.PIPE, encoding="utf-8")
    at_end.append(program.kill)
    return program.pid, program.stdout.readline().split()


def crossed_mutexes():
    "a deadlock: two goroutines of one process, each has the mutex that the other waits for"
    pid, ids = go_program("deadlock")
    one, other = (f"goroutine {number}" for number in ids)
    return pid, [edge(one, other, "go-lock"), edge(other, one, "go-lock")]


def asking_mutexes():
    "the same, but each has asked a third one since it took its mutex, who might have released it: nothing is proven"
    pid, ids = go_program("deadlock", "asking")
    return pid, [edge(pid, f"goroutine {number}", "goroutine", "any") for number in ids]


KINDS = {"crossed-mutexes": crossed_mutexes, "asking-mutexes": asking_mutexes}
