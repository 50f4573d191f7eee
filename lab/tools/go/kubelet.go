// Stands for kubelet in a lab node: answers at its health port as long as it gets at its volumes.
//
//	kubelet ring        two of its goroutines wait for each other's locks, and with them whoever asks for its health
//	kubelet file FIFO   one goroutine has both locks of one object, taken by a function of its own, and reads a file that
//	                    never comes; two others wait for one lock each: to look at, the same as the ring
//	kubelet busy        it goes on counting its volumes, and whoever asks for its health waits for the count
//	kubelet late TIME   it counts them for that time before each answer: 3s
package main

import (
	"fmt"
	"math"
	"net"
	"os"
	"sync"
	"time"
)

type volumes struct {
	name  string
	pods  sync.Mutex
	count [4]int
	disks sync.Mutex
	known map[string]int
}

var all = &volumes{name: "volumes", known: map[string]int{}}

// late is how long it counts before it answers.
var late time.Duration

// count walks over its volumes until the time is over.
func count(span time.Duration) {
	for begun := time.Now(); time.Since(begun) < span; time.Sleep(time.Millisecond) {
		all.stats()
	}
}

//go:noinline
func (v *volumes) stats() int {
	v.pods.Lock()
	defer v.pods.Unlock()
	return len(v.known) + v.count[0]
}

//go:noinline
func (v *volumes) list() int {
	v.disks.Lock()
	defer v.disks.Unlock()
	return len(v.known) + v.count[1]
}

//go:noinline
func lockAll() {
	all.pods.Lock()
	all.disks.Lock()
}

//go:noinline
func unlockAll() {
	all.disks.Unlock()
	all.pods.Unlock()
}

func read(path string, begun *sync.WaitGroup) {
	lockAll()
	begun.Done()
	os.ReadFile(path)
	unlockAll()
}

//go:noinline
func (v *volumes) mount(begun *sync.WaitGroup) int {
	v.pods.Lock()
	defer v.pods.Unlock()
	begun.Done()
	begun.Wait()
	return v.list()
}

//go:noinline
func (v *volumes) unmount(begun *sync.WaitGroup) int {
	v.disks.Lock()
	defer v.disks.Unlock()
	begun.Done()
	begun.Wait()
	return v.stats()
}

func health(connection net.Conn) {
	connection.Read(make([]byte, 4096))
	count(late)
	if all.stats() >= 0 {
		connection.Write([]byte("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"))
	}
	connection.Close()
}

func main() {
	port, err := net.Listen("tcp", "127.0.0.1:10248")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	var begun sync.WaitGroup
	switch os.Args[1] {
	case "busy":
		late = time.Duration(math.MaxInt64)
	case "late":
		late, err = time.ParseDuration(os.Args[2])
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	case "ring":
		begun.Add(2)
		go all.mount(&begun)
		go all.unmount(&begun)
	case "file":
		begun.Add(1)
		go read(os.Args[2], &begun)
	}
	begun.Wait()
	if os.Args[1] == "file" {
		go all.list()
	}
	fmt.Println("begun")
	for {
		connection, err := port.Accept()
		if err == nil {
			go health(connection)
		}
	}
}
