package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"sync"
	"syscall"
	"time"
)

func init() {
	for name, end := range map[string]func(){
		"deadlock":  func() { go func() { <-never }(); held.Lock(); held.Lock() },
		"maps":      maps,
		"unlock":    func() { waits(); settle(); new(sync.Mutex).Unlock() },
		"overflow":  func() { waits(); settle(); debug.SetMaxStack(1 << 16); kept = endless(1, "text") },
		"nil":       func() { everything(); kept = (*thing)(nil).a },
		"index":     func() { index(nil, 5) },
		"error":     func() { panic(fmt.Errorf("first line\nsecond: %w", errors.New("goroutine 1 [running]"))) },
		"value":     func() { panic(large{a: 1}) },
		"again":     again,
		"wrapper":   func() { var w waiting = struct{ *thing }{nil}; w.byValue(1) },
		"panicwrap": func() { var w waiting = (*thing)(nil); w.byValue(1) },
		"compare":   compare,
		"abort":     func() { waits(); settle(); syscall.Kill(os.Getpid(), syscall.SIGABRT); select {} },
	} {
		modes[name] = end
	}
}

type waiting interface{ byValue(int) }

func maps() {
	runtime.GOMAXPROCS(4)
	shared := map[int]int{}
	for i := 0; i < 4; i++ {
		go func() {
			for n := 0; ; n++ {
				shared[n%64] = n
			}
		}()
	}
	time.Sleep(time.Minute)
}

//go:noinline
func endless(n int, text string) int { return endless(n+1, text) + n }

//go:noinline
func index(list []int, n int) int { return list[n] }

// again panics in a deferred function, and again with what it recovered.
func again() {
	defer func() {
		defer func() {
			defer panic("third")
			panic(recover())
		}()
		panic(errorOf("second"))
	}()
	panic("first")
}

// compare calls functions that the compiler made for types without a name.
func compare() {
	type unnamed = struct {
		a interface{}
		b string
	}
	a := [2]unnamed{{[]int{1}, "b"}, {}}
	b := a
	kept = same(&a, &b)
}

//go:noinline
func same(a, b *[2]struct {
	a interface{}
	b string
}) bool {
	return *a == *b
}
