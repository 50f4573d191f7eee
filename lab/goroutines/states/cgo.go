//go:build cgo
// +build cgo

package main

/*
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

struct traceback_arg { uintptr_t context, signal; uintptr_t *pcs; uintptr_t max; };
struct context_arg { uintptr_t context; };
struct symbolizer_arg { uintptr_t pc; const char *file; uintptr_t line; const char *function; uintptr_t entry, more, data; };

extern void goWaits(int);
static void c_sleeps(int seconds) { sleep(seconds); }
static void c_calls_go(int n) { goWaits(n); }
static void c_crashes(int n) { *(volatile int *)8 = n; }

// A tracer that knows of three functions: one with its place, one without, and one not at all.
static void context(struct context_arg *arg) { arg->context = 1; }
static void traceback(struct traceback_arg *arg) {
	uintptr_t i, pcs[] = {(uintptr_t)c_calls_go + 1, (uintptr_t)c_crashes + 1, (uintptr_t)c_sleeps + 1, 0};
	for (i = 0; i < 4 && i < arg->max; i++) arg->pcs[i] = pcs[i];
}
static void symbolize(struct symbolizer_arg *arg) {
	arg->file = 0, arg->function = 0, arg->line = 0, arg->more = 0;
	if (arg->pc == (uintptr_t)c_calls_go + 1)
		arg->function = "std::wait(int, char*)", arg->file = "/src/with space.c", arg->line = 12;
	else if (arg->pc == (uintptr_t)c_crashes + 1)
		arg->function = "c_crashes";
}
static void *tracer[] = {traceback, context, symbolize};
static void *get(int i) { return tracer[i]; }
*/
import "C"

import (
	"os"
	"runtime"
)

//export goWaits
func goWaits(n C.int) { <-never }

func init() {
	modes["cgo"] = func() { foreign(false); quit() }
	modes["cgo-named"] = func() { foreign(true); quit() }
	modes["cgo-nameless"] = func() {
		runtime.SetCgoTraceback(0, C.get(0), C.get(1), nil)
		go C.c_calls_go(1)
		settle()
		quit()
	}
	modes["cgo-crash"] = func() { foreign(os.Getenv("NAMED") != ""); C.c_crashes(1) }
}

func foreign(named bool) {
	if named {
		runtime.SetCgoTraceback(0, C.get(0), C.get(1), C.get(2))
	}
	go C.c_sleeps(3600)
	go C.c_calls_go(1)
	settle()
}
