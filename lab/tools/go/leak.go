// Starts as many goroutines as it is told, which wait in the ways of a leaking daemon, and says when all of them do.
package main

import (
	"fmt"
	"net"
	"os"
	"strconv"
	"sync"
	"time"
)

type request struct {
	id   string
	done chan struct{}
	lock *sync.Mutex
}

//go:noinline
func (r *request) lookup(depth int) int {
	if depth > 0 {
		return r.lookup(depth-1) + 1
	}
	r.lock.Lock()
	defer r.lock.Unlock()
	return len(r.id)
}

//go:noinline
func (r *request) stream(out chan<- string) {
	select {
	case <-r.done:
	case out <- r.id:
	}
}

func main() {
	count, err := strconv.Atoi(os.Args[1])
	if err != nil {
		panic(err)
	}
	var lock sync.Mutex
	lock.Lock()
	one, other := net.Pipe()
	defer other.Close()
	for i := 0; i < count; i++ {
		r := &request{id: fmt.Sprintf("%064x", i), done: make(chan struct{}), lock: &lock}
		switch i % 4 {
		case 0:
			go r.lookup(i % 7)
		case 1:
			go r.stream(make(chan string))
		case 2:
			go func() { <-r.done }()
		default:
			go func() {
				buffer := make([]byte, 16)
				one.Read(buffer)
			}()
		}
	}
	time.Sleep(300 * time.Millisecond)
	fmt.Println("ready")
	select {}
}
