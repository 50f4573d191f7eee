//go:build goexperiment.synctest && !go1.25
// +build goexperiment.synctest,!go1.25

package main

import "testing/synctest"

func init() { modes["bubble"] = func() { synctest.Run(func() { bubble(synctest.Wait) }) } }
