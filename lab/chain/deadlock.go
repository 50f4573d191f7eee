// Two goroutines, each with the mutex that the other wants; the others of the program go on. Prints the ids of both. With the
// argument "asking", each has sent on a channel since it took its lock: whoever receives might have released it.
package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"sync"
	"time"
)

const moment = 300 * time.Millisecond

type account struct {
	mu  sync.Mutex
	sum int
}

// id is what the runtime prints in the header of this goroutine's stack.
func id() string {
	text := make([]byte, 64)
	text = text[:runtime.Stack(text, false)]
	return string(bytes.Fields(text)[1])
}

//go:noinline
func transfer(from, to *account) {
	from.mu.Lock()
	defer from.mu.Unlock()
	time.Sleep(moment)
	to.mu.Lock()
	defer to.mu.Unlock()
	from.sum, to.sum = from.sum-1, to.sum+1
}

//go:noinline
func announcedTransfer(from, to *account, begun chan<- *account) {
	from.mu.Lock()
	defer from.mu.Unlock()
	begun <- from
	time.Sleep(moment)
	to.mu.Lock()
	defer to.mu.Unlock()
	from.sum, to.sum = from.sum-1, to.sum+1
}

func main() {
	one, other := &account{}, &account{}
	begun := make(chan *account, 2)
	work := transfer
	if len(os.Args) > 1 && os.Args[1] == "asking" {
		work = func(from, to *account) { announcedTransfer(from, to, begun) }
	}
	ids := make(chan string)
	for _, pair := range [][2]*account{{one, other}, {other, one}} {
		from, to := pair[0], pair[1]
		go func() {
			ids <- id()
			work(from, to)
		}()
	}
	first, second := <-ids, <-ids
	time.Sleep(2 * moment)
	fmt.Println(first, second)
	os.Stdout.Close()
	for range time.Tick(time.Second) {
	}
}
