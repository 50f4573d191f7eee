package main

import (
	"context"
	"runtime/pprof"

	odd "example.org/states/odd.v2"
)

// names has stacks with each kind of function, argument and place that the compiler gives a name of its own.
func names() {
	var value thing
	go value.pointer()
	go value.byValue(1)
	bound := value.pointer
	go bound()
	go noinline(bound)
	go thing.byValue(value, 2)
	var general waiter = &value
	go general.pointer()
	go noinline(general.pointer)
	go struct{ *thing }{&value}.pointer()
	go func() {
		defer value.deferred(3, "text")
		func() {
			func() { inlined(value) }()
		}()
	}()
	go global()
	go fromInit()
	go Größe(5)
	go odd.Wait(never)
	go odd.Type{}.Wait(never)
	go arguments(1, -1, 2.5, true, "text", []byte{1}, map[int]int{}, never, &value, global, 3)
	go structs(large{b: pair{1, "two"}}, [3]int{1, 2, 3}, empty{}, nested{}, nil, errorOf("e"))
	go few(3)
	go elsewhere()
	go pprof.Do(context.Background(), pprof.Labels("request", "12"), labelled)
	go pprof.Do(context.Background(), pprof.Labels("odd key", "a]: \"b\"}:\n[c]"), labelled)
}

type waiter interface{ pointer() }

type thing struct{ a, b int }

func (t *thing) pointer() { <-never; t.a++ }

//go:noinline
func (t thing) byValue(n int) { <-never; kept = t.a + n }

func (t *thing) deferred(n int, text string) { kept = text }

type errorOf string

func (e errorOf) Error() string { return string(e) }

func inlined(t thing) { within(t) }
func within(t thing)  { <-never; kept = t }

var global = func() { <-never }

var fromInit func()

func init() {
	fromInit = func() { func() { <-never }() }
}

func Größe(ä int) { <-never; kept = ä }

type (
	empty struct{}
	pair  struct {
		n    int
		text string
	}
	large struct {
		a    int8
		b    pair
		c    interface{}
		d, e uint64
	}
	nested struct {
		a struct {
			b struct{ c struct{ d, e int32 } }
		}
	}
)

//go:noinline
func arguments(a int, b int8, c float64, d bool, e string, f []byte, g map[int]int, h chan int, i *thing, j func(), k int) {
	<-never
	kept = []interface{}{a, b, c, d, e, f, g, h, i, j, k}
}

//go:noinline
func structs(a large, b [3]int, c empty, d nested, e interface{}, f error) {
	<-never
	kept = []interface{}{a, b, c, d, e, f}
}

//go:noinline
func deep(n int) int {
	if n == 0 {
		return <-never
	}
	return deep(n-1) + 1
}

func few(n int) {
	func() { deep(n) }()
}

func labelled(context.Context) {
	go func() { <-never }()
	<-never
}

// Generated code names the file it was made from.
//
//line made from/a file: 1.y:33
func elsewhere() { <-never }
