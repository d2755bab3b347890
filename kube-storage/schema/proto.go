package main

import (
	"regexp"
	"strconv"
	"strings"
)

// protoField is what generated.proto says of a field. JSON names and emptiness are not in it.
type protoField struct {
	label string // optional, repeated, map
	kind  string
	name  string
}

var (
	protoMessage = regexp.MustCompile(`^message (\w+) \{`)
	protoLine    = regexp.MustCompile(`^  (optional|repeated|required|map)[ <](.*) (\w+) = (\d+);`)
)

// readProto notes the fields of a generated.proto.
func readProto(pkg, text string, into map[string]map[int]protoField) {
	var fields map[int]protoField
	for _, line := range strings.Split(text, "\n") {
		if found := protoMessage.FindStringSubmatch(line); found != nil {
			fields = map[int]protoField{}
			into[pkg+"."+found[1]] = fields
		} else if found := protoLine.FindStringSubmatch(line); found != nil {
			number, _ := strconv.Atoi(found[4])
			fields[number] = protoField{found[1], found[2], found[3]}
		}
	}
}

var protoScalars = map[string]string{
	"string": "s", "bool": "b", "int32": "i", "int64": "i", "uint32": "u", "uint64": "u", "bytes": "y", "double": "d",
}

// agrees is whether the two say the same of the wire.
func (p protoField) agrees(f *field) bool {
	scalar := protoScalars[p.kind]
	switch {
	case p.label == "":
		return false
	case p.label == "map" || strings.HasPrefix(f.shape, "{"):
		return p.label == "map" && strings.HasPrefix(f.shape, "{")
	case (p.label == "repeated") != (f.shape == "["):
		return false
	case f.shape == "=":
		return scalar == ""
	default:
		return scalar == f.kind || scalar == "" && (len(f.kind) > 1 || strings.Contains("TUDRQI", f.kind))
	}
}

// check looks for fields of generated.proto that the types do not have.
func (t *types) check() {
	for _, name := range sortedKeys(t.messages) {
		for number, field := range t.protos[name] {
			if t.messages[name].fields[number] == nil {
				fail("%s of %s: field %d (%s) of generated.proto is not in the type", name, t.release.name, number, field.name)
			}
		}
	}
}
