//go:build go1.18
// +build go1.18

package main

func init() {
	newer = append(newer, func() {
		go Wait(1, "text")
		go Wait(pair{1, "two"}, []int{1})
		box := &Box[string, pair]{}
		go box.Wait("text")
		go noinline(func() { box.Each(func(k string) { <-never }) })
		bound := box.Wait
		go bound("text")
		type local struct{ a int }
		go (&Box[local, *local]{}).Wait(local{})
	})
}

type Box[K comparable, V any] struct{ values map[K]V }

func (b *Box[K, V]) Wait(key K) { <-never; kept = b.values[key] }

func (b *Box[K, V]) Each(f func(K)) {
	func() { var key K; f(key) }()
}

func Wait[A, B any](a A, b B) {
	func() { <-never; kept = []any{a, b} }()
}
