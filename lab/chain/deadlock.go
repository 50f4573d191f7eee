// Two goroutines, each with the mutex that the other wants; the others of the program go on. Prints the ids of both.
package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"time"
)

type account struct {
	name string
	mu   sync.Mutex
	sum  int
}

// id is what the runtime prints in the header of this goroutine's stack.
func id() string {
	text := make([]byte, 64)
	text = text[:runtime.Stack(text, false)]
	return string(bytes.Fields(text)[1])
}

//go:noinline
func transfer(from, to *account, ids chan<- string, both *sync.WaitGroup) {
	from.mu.Lock()
	defer from.mu.Unlock()
	ids <- id()
	both.Done()
	both.Wait()
	to.mu.Lock()
	defer to.mu.Unlock()
	from.sum, to.sum = from.sum-1, to.sum+1
}

func main() {
	one, other := &account{name: "one"}, &account{name: "other"}
	ids := make(chan string, 2)
	var both sync.WaitGroup
	both.Add(2)
	go transfer(one, other, ids, &both)
	go transfer(other, one, ids, &both)
	both.Wait()
	fmt.Println(strings.Join([]string{<-ids, <-ids}, " "))
	os.Stdout.Close()
	for range time.Tick(time.Second) {
	}
}
