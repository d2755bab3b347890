// Command schema prints the wire schema of Kubernetes' stored objects: see generate, and docs/design/stored-objects.md.
//
// It reads the Go types of the published modules without compiling them: the struct tags protobuf and json say the
// field's number, its JSON name, and whether Go leaves it out when it is empty, and they are the very tags that the
// generated codecs and encoding/json go by. The .proto files beside them say neither names nor emptiness exactly, so
// they are only what the numbers are checked against.
package main

import (
	"bufio"
	"fmt"
	"os"
	"sort"
	"strings"
)

func main() {
	if len(os.Args) != 2 {
		fail("usage: schema MODULES-FILE")
	}
	releases := readReleases(os.Args[1])
	union := newUnion()
	for _, release := range releases { // newest first: it decides where releases differ
		union.add(readTypes(release))
	}
	union.finish()
	out := bufio.NewWriter(os.Stdout)
	fmt.Fprintln(out, "# The fields of Kubernetes' stored objects; made by kube-storage/schema/generate, not by hand.")
	fmt.Fprintln(out, "# The notation is in docs/design/stored-objects.md.")
	fmt.Fprintf(out, "# Kubernetes %s to %s.\n", releases[len(releases)-1].name, releases[0].name)
	for _, kind := range sortedKeys(union.kinds) {
		fmt.Fprintf(out, "kind %s %s\n", kind, union.kinds[kind])
	}
	for _, name := range sortedKeys(union.messages) {
		fmt.Fprintln(out, union.messages[name].line())
	}
	if err := out.Flush(); err != nil {
		fail("%v", err)
	}
	for _, difference := range union.differences {
		fmt.Fprintln(os.Stderr, difference)
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

func fail(format string, arguments ...any) {
	fmt.Fprintf(os.Stderr, "schema: "+strings.TrimSuffix(format, "\n")+"\n", arguments...)
	os.Exit(1)
}
