//go:build go1.24
// +build go1.24

package main

import "runtime"

func init() {
	newer = append(newer, func() {
		object := new([128]byte)
		runtime.AddCleanup(object, func(n int) { <-never }, 5)
	})
}
