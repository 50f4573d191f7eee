# make [test]   builds everything, runs the unit tests, then the lab: every wait, and of its cures and faults those of tier test
# make demo     shows the main job: boots a node, breaks it, names the root, cures it
# make image    only the packaged program: node/target/image
# make dist     what users get, in node/target/dist: archive, packages of Debian and rpm, image, what is in them (SBOM), and their sums
# make unit     all tests that need neither root nor the lab
# make fmt      puts the sources into the layout that the build asks for
# make golden   writes expected outputs again from what the program says now; read the difference before you commit it
# make fuzz     fuzzes each parser of foreign bytes for FUZZ_SECONDS
# make lab      every fault, whatever its tier: ROWS='deaf*' for some, TIER=lab for those that make test leaves out, REPEAT=2
#               for two nodes each, LOOKS=10 for ten verdicts on each node
# make lab-kubelet   builds a real kubelet and an API server (6 to 10 minutes, 3 GB, once), and runs the rows and cures of tier
#               kubelet
# make lab-vm   runs the rows of tier vm, each in a virtual machine with a kernel of its own (minutes each; emulated by qemu)
# make bench    the benchmarks
#
# All it needs is a JDK 25, which build/find-jdk finds; lab/setup installs what the lab needs, as root.

MVN = ./mvnw -B -ntp
REPEAT = 1
LOOKS = 1
ROWS = *
TIER = test,lab,kubelet,vm
FUZZ_SECONDS = 60

.PHONY: test demo image dist unit fmt golden fuzz lab lab-kubelet lab-vm bench clean
.DEFAULT_GOAL := test

test: setup
	build/timed 25 $(MVN) verify

demo: image
	lab/demo

image:
	./nodethaw --version

dist:
	$(MVN) -q -pl node,deploy pre-integration-test -Dmaven.test.skip

unit:
	$(MVN) -pl node,deploy verify

fmt:
	$(MVN) -q spotless:apply

golden:
	$(MVN) -q -pl node,deploy -Dquick test -Dgolden.rewrite=true

fuzz:
	build/fuzz $(FUZZ_SECONDS)

lab: setup image
	lab/run --rows '$(ROWS)' --tier $(TIER) --repeat $(REPEAT) --looks $(LOOKS)
	lab/chain/run --repeat $(REPEAT)
	lab/bus/run --repeat $(REPEAT)
	lab/core/run --repeat $(REPEAT)
	lab/cure --repeat $(REPEAT)
	lab/watch
	lab/wear
	lab/agent
	lab/forecast --repeat $(REPEAT)

lab-kubelet: setup image
	lab/kubelet
	lab/run --rows '$(ROWS)' --tier kubelet --repeat $(REPEAT) --looks $(LOOKS)
	lab/cure --tier kubelet --repeat $(REPEAT)

lab-vm: setup image
	for row in $$(lab/run --list --tier vm --rows '$(ROWS)' | cut -d' ' -f1); do \
	  lab/vm --out lab/target/vm/$$row -- lab/run --rows $$row --repeat $(REPEAT) --looks $(LOOKS) --evidence /vm/out || failed=1; \
	done; test -z "$$failed"

bench: image
	set -e; for bench in lab/bench/*; do $$bench; done

clean:
	$(MVN) -q clean

.PHONY: setup
setup:
	@if [ "$$(id -u)" = 0 ]; then lab/setup; else echo "make: not root, so the lab's rows will be skipped" >&2; fi
