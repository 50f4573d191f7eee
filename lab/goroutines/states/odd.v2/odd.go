// Package odd has a dot in the last part of its path, which the linker escapes.
package odd

type Type struct{}

func Wait(never chan int) { func() { <-never }() }

func (Type) Wait(never chan int) { <-never }
