package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/trace"
	"time"
)

// collecting has the garbage collector at work when the dump is made.
func collecting() {
	runtime.GOMAXPROCS(2)
	live := make([]*node, 1<<12)
	for i := range live {
		for n := 0; n < 64; n++ {
			live[i] = &node{next: live[i]}
		}
	}
	kept = live
	for i := 0; i < 4; i++ {
		go deep(200000)
		go func() {
			for {
				runtime.GC()
			}
		}()
		go func() {
			for n := 0; ; n++ {
				live[n%len(live)] = &node{next: &node{}}
			}
		}()
	}
	time.Sleep(500*time.Millisecond + time.Duration(os.Getpid()%997)*100*time.Microsecond)
	quit()
}

type node struct {
	next *node
	room [3]*node
}

// heapDump writes all memory to a pipe that nobody reads; the signal comes from outside.
func heapDump() {
	waits()
	settle()
	from, to, _ := os.Pipe()
	kept = from
	debug.WriteHeapDump(to.Fd())
}

// tracing has the trace's reader wait.
func tracing() {
	from, to, _ := os.Pipe()
	go func() {
		for text := make([]byte, 1<<16); ; {
			from.Read(text)
		}
	}()
	trace.Start(to)
	settle()
	quit()
}
