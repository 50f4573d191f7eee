package main

import "time"

func init() {
	modes["race"] = func() {
		count := 0
		go func() { count++; <-never }()
		go func() { count++; <-never }()
		time.Sleep(100 * time.Millisecond)
		kept = count
		quit()
	}
}
