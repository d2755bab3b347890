package main

import (
	"fmt"
	"go/ast"
	"sort"
	"strings"
)

// message is one line of the table.
type message struct {
	name   string
	fields map[int]*field
}

type field struct {
	number    int
	json      string // empty for an inlined message
	kind      string // a letter, or the name of a message
	shape     string // "" one, "[" list, "{" map, "=" a message of its own around a list
	pointer   bool
	omitEmpty bool
}

func (f *field) String() string {
	flags := ""
	if f.pointer {
		flags += "*"
	}
	if f.omitEmpty {
		flags += "?"
	}
	json := f.json
	if json == "" {
		json = "<"
	}
	return fmt.Sprintf("%d%s:%s:%s%s", f.number, flags, json, f.shape, f.kind)
}

func (m *message) numbers() []int {
	var numbers []int
	for number := range m.fields {
		numbers = append(numbers, number)
	}
	sort.Ints(numbers)
	return numbers
}

func (m *message) line() string {
	line := m.name
	for _, number := range m.numbers() {
		line += " " + m.fields[number].String()
	}
	return line
}

// message reads a struct and all that it holds.
func (t *types) message(path, name string) {
	known := short(path) + "." + name
	if t.messages[known] != nil {
		return
	}
	structure, ok := t.byName[path+"."+name].expr.(*ast.StructType)
	if !ok {
		fail("%s.%s of %s is no struct", path, name, t.release.name)
	}
	read := &message{known, map[int]*field{}}
	t.messages[known] = read
	for _, each := range structure.Fields.List {
		if number := protobufNumber(each); number > 0 {
			read.fields[number] = t.field(t.byName[path+"."+name], each, number, t.protos[known][number])
		}
	}
}

func (t *types) field(in declared, from *ast.Field, number int, proto protoField) *field {
	json := strings.Split(tag(from, "json"), ",")
	read := &field{number: number, json: json[0]}
	inline, omitZero := false, false
	for _, option := range json[1:] {
		read.omitEmpty = read.omitEmpty || option == "omitempty"
		omitZero = omitZero || option == "omitzero"
		inline = inline || option == "inline"
	}
	if read.json == "" && len(from.Names) > 0 {
		fail("%s.%s: field %d has no JSON name", in.pkg, in.name, number)
	}
	if read.json == "" && !inline && len(from.Names) == 0 {
		inline = true
	}
	expr := from.Type
	if star, ok := expr.(*ast.StarExpr); ok {
		read.pointer = true
		expr = star.X
	}
	read.shape, read.kind = t.resolve(in, expr, proto.label == "repeated")
	// A zero time is null in JSON, which counts as absent anyway. Of a struct the decoder would have to look within.
	if omitZero && read.kind != "T" {
		fail("%s.%s of %s: field %d has omitzero, which is not known here", in.pkg, in.name, t.release.name, number)
	}
	if !proto.agrees(read) {
		fail("%s.%s of %s: %v is %v in generated.proto", in.pkg, in.name, t.release.name, read, proto)
	}
	return read
}

var scalars = map[string]string{
	"string": "s", "bool": "b", "int": "i", "int32": "i", "int64": "i", "uint": "u", "uint16": "u", "uint32": "u",
	"uint64": "u", "uint8": "u", "float64": "d", "float32": "f",
}

// resolve says a type's shape and letter; repeated is whether the wire has several of it: the tags
// say opt of many lists too, generated.proto does not.
func (t *types) resolve(in declared, expr ast.Expr, repeated bool) (string, string) {
	switch e := expr.(type) {
	case *ast.Ident:
		if scalar := scalars[e.Name]; scalar != "" {
			return "", scalar
		}
		return t.named(in.pkg, e.Name, repeated)
	case *ast.SelectorExpr:
		return t.named(in.imports[e.X.(*ast.Ident).Name], e.Sel.Name, repeated)
	case *ast.StarExpr:
		return t.resolve(in, e.X, repeated)
	case *ast.ArrayType:
		if element, ok := e.Elt.(*ast.Ident); ok && element.Name == "byte" {
			return "", "y"
		}
		shape, kind := t.resolve(in, e.Elt, false)
		if shape != "" {
			fail("%s.%s: a list of %s%s", in.pkg, in.name, shape, kind)
		}
		// A list that is not repeated, or that is a map's value, has a message of its own around it.
		if repeated {
			return "[", kind
		}
		return "=", kind
	case *ast.MapType:
		if _, key := t.resolve(in, e.Key, false); key != "s" {
			fail("%s.%s: a map whose keys are %s", in.pkg, in.name, key)
		}
		shape, kind := t.resolve(in, e.Value, false)
		if shape == "=" {
			return "{=", kind
		}
		if shape != "" {
			fail("%s.%s: a map of %s%s", in.pkg, in.name, shape, kind)
		}
		return "{", kind
	}
	fail("%s.%s: a type that is not known here: %T", in.pkg, in.name, expr)
	return "", ""
}

func (t *types) named(path, name string, repeated bool) (string, string) {
	switch own := letter(path, name); own {
	case "":
	case "A", "B", "S": // a schema, or a list, a boolean, texts instead of it
		t.message(path, "JSONSchemaProps")
		return "", own + short(path) + ".JSONSchemaProps"
	default:
		return "", own
	}
	declaration, ok := t.byName[path+"."+name]
	if !ok {
		fail("%s.%s of %s is not where the types are", path, name, t.release.name)
	}
	if _, ok := declaration.expr.(*ast.StructType); ok {
		t.message(path, name)
		return "", short(path) + "." + name
	}
	return t.resolve(declaration, declaration.expr, repeated)
}
