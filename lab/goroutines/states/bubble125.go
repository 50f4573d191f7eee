//go:build go1.25
// +build go1.25

package main

import (
	"testing"
	"testing/synctest"
)

func init() {
	modes["bubble"] = func() {
		every := func(string, string) (bool, error) { return true, nil }
		test := func(t *testing.T) { synctest.Test(t, func(*testing.T) { bubble(synctest.Wait) }) }
		testing.Main(every, []testing.InternalTest{{Name: "bubble", F: test}}, nil, nil)
	}
}
