package main

import (
	"net"
	"os"
	"os/signal"
	"runtime"
	"sync"
	"syscall"
	"time"
)

var (
	never  = make(chan int)
	held   sync.Mutex
	heldRW sync.RWMutex
	group  sync.WaitGroup
	once   sync.Once
	kept   interface{}
)

// waits has a goroutine in each state that code can bring one into by itself.
func waits() {
	held.Lock()
	heldRW.Lock()
	group.Add(1)
	var nothing chan int
	to := make(chan int)
	go func() { <-nothing }()
	go func() { nothing <- 1 }()
	go func() { <-never }()
	go func() { make(chan int) <- 1 }()
	go func() {
		select {
		case <-never:
		case to <- 1:
		case <-nothing:
		}
	}()
	go func() { select {} }()
	go func() { time.Sleep(time.Hour) }()
	go func() { held.Lock() }()
	go func() { heldRW.RLock() }()
	go func() { heldRW.Lock() }()
	go func() { group.Wait() }()
	go func() { once.Do(func() { <-never }) }()
	go func() { time.Sleep(50 * time.Millisecond); once.Do(func() {}) }()
	go conditions()
	go files()
	go sockets()
	go calls(false)
	go calls(true)
	go locked()
	time.AfterFunc(time.Millisecond, func() { <-never })
	signal.Notify(make(chan os.Signal, 1), syscall.SIGUSR2)
	object := new([64]byte)
	runtime.SetFinalizer(object, func(*[64]byte) { <-never })
}

func conditions() {
	var mutex sync.Mutex
	mutex.Lock()
	sync.NewCond(&mutex).Wait()
}

func files() {
	from, to, _ := os.Pipe()
	kept = to
	from.Read(make([]byte, 1))
}

func sockets() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err == nil {
		go func() {
			connection, _ := net.Dial("tcp", listener.Addr().String())
			connection.Read(make([]byte, 1))
		}()
		listener.Accept()
		listener.Accept()
	}
}

func calls(lock bool) {
	if lock {
		runtime.LockOSThread()
	}
	var ends [2]int
	syscall.Pipe(ends[:])
	syscall.Read(ends[0], make([]byte, 1))
}

func locked() {
	runtime.LockOSThread()
	<-never
}

// spinning has goroutines on processors of their own: the runtime cannot print their stacks.
func spinning() {
	for i := 0; i < 2; i++ {
		go spin()
	}
	settle()
}

var spun int

func spin() {
	for {
		spun++
	}
}

// queue has goroutines that could run, had they a processor.
func queue() {
	for i := 0; i < 3; i++ {
		go yielding(i)
	}
	go spin()
	time.Sleep(50 * time.Millisecond)
	for i := 0; i < 3; i++ {
		go yielding(i)
	}
}

func yielding(int) {
	for {
		runtime.Gosched()
	}
}
