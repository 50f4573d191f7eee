#!/bin/bash
# What listens at kubelet's health port is stopped; a program of nobody listens at the same port of another address.
. "$(dirname "$0")/../lib.sh"

tenant fake here 127.0.0.2:10248
background_inside kubelet /checkout/lab/tools/tenant --name kubelet 127.0.0.1:10248
wait_for "it listens" grep -q listens "$fault/kubelet.out"
stop "$(the kubelet)"
expect "root-pids=$(pid_inside "$(the kubelet)")"
