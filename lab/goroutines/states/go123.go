//go:build go1.23
// +build go1.23

package main

import (
	"iter"
	"runtime"
	"unique"
)

func init() {
	newer = append(newer, func() {
		go over()
		go overBoth()
		go pulled()
		kept = unique.Make("text")
		watched()
	})
}

func one(yield func(int) bool)          { yield(1) }
func both(yield func(int, string) bool) { yield(1, "text") }

func over() {
	for n := range one {
		<-never
		kept = n
	}
}

func overBoth() {
	for n, text := range both {
		defer func() { kept = text }()
		for range one {
			func() { <-never; kept = n }()
		}
	}
}

// pulled waits in a coroutine; so does who called it.
func pulled() {
	next, stop := iter.Pull(func(yield func(int) bool) { yield(1); <-never })
	defer stop()
	next()
	next()
}

func watched() { runtime.LockOSThread(); runtime.UnlockOSThread() }
