//go:build go1.24
// +build go1.24

package main

import (
	"sync"
	"syscall"
	"time"
)

// bubble has goroutines wait for each other only, and one for the world, so that the bubble's clock stands.
func bubble(wait func()) {
	inside := make(chan int)
	var all sync.WaitGroup
	all.Add(1)
	go func() { <-inside }()
	go func() { inside <- <-make(chan int) }()
	go func() { make(chan int) <- 1 }()
	go func() {
		select {
		case <-inside:
		case <-time.After(time.Hour):
		}
	}()
	go func() { select {} }()
	go func() { time.Sleep(time.Hour) }()
	go func() { all.Wait() }()
	go func() { wait() }()
	go func() { held.Lock(); held.Lock() }()
	go func() { calls(false) }()
	var pause syscall.Timeval
	pause.Usec = 300000
	syscall.Select(0, nil, nil, nil, &pause) // time.Sleep would sleep by the bubble's clock
	quit()
}
