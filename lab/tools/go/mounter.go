// A mount helper that does not end and waits for nobody. The runtime of Go watches it meanwhile, as it watches every program.
package main

import "time"

func main() {
	time.Sleep(1000000 * time.Second)
}
