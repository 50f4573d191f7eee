// A program whose goroutines wait in every way there is, for recording dumps (lab/goroutines/record).
//
//	states MODE    main.go's modes end in a dump of all goroutines, crash.go's in the runtime's own end
package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"syscall"
	"time"
)

var modes = map[string]func(){
	"quit":   func() { everything(); quit() },
	"deep":   func() { go deep(150); settle(); quit() },
	"spin":   func() { runtime.GOMAXPROCS(4); spinning(); quit() },
	"queue":  func() { runtime.GOMAXPROCS(1); queue(); dumpAll() },
	"stack":  func() { go deep(150); everything(); dumpAll() },
	"print":  func() { noinline(debug.PrintStack) },
	"debug1": func() { everything(); profile("goroutine", 1) },
	"debug2": func() { everything(); profile("goroutine", 2) },
	"leak1":  func() { everything(); profile("goroutineleak", 1) },
	"leak2":  func() { everything(); profile("goroutineleak", 2) },
	"aged":   func() { everything(); runtime.GC(); time.Sleep(125 * time.Second); runtime.GC(); quit() },
	"gc":     collecting,
	"heap":   heapDump,
	"trace":  tracing,
}

func main() {
	if len(os.Args) != 2 || modes[os.Args[1]] == nil {
		os.Stderr.WriteString("no such mode\n")
		os.Exit(64)
	}
	modes[os.Args[1]]()
}

// everything starts all that waits, and gives it time to get there.
func everything() {
	waits()
	names()
	for _, start := range newer {
		start()
	}
	settle()
}

func settle() {
	time.Sleep(100 * time.Millisecond)
	runtime.GC() // finalizers run behind one
	time.Sleep(200 * time.Millisecond)
}

// newer is what later versions of Go add.
var newer []func()

func quit() {
	syscall.Kill(os.Getpid(), syscall.SIGQUIT)
	time.Sleep(time.Hour)
}

func dumpAll() {
	text := make([]byte, 1<<20)
	os.Stderr.Write(text[:runtime.Stack(text, true)])
}

func profile(name string, level int) {
	found := pprof.Lookup(name)
	if found == nil {
		os.Exit(77)
	}
	found.WriteTo(os.Stderr, level)
}

//go:noinline
func noinline(f func()) { f() }
