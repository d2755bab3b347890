package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
)

// A declared type, and where it was declared.
type declared struct {
	pkg     string // import path
	name    string
	expr    ast.Expr
	imports map[string]string // name in its file → import path
}

// types are the declarations of one release.
type types struct {
	release  release
	byName   map[string]declared // "PATH.Name"
	kinds    map[string]string   // "GROUP/VERSION Kind" → message
	messages map[string]*message
	protos   map[string]map[int]protoField // of generated.proto, by message and number
}

// special are the types that have a JSON form of their own, and the letter of the table that stands for it.
var special = map[string]string{
	"k8s.io/apimachinery/pkg/apis/meta/v1.Time":       "T",
	"k8s.io/apimachinery/pkg/apis/meta/v1.MicroTime":  "U",
	"k8s.io/apimachinery/pkg/apis/meta/v1.Duration":   "D",
	"k8s.io/apimachinery/pkg/apis/meta/v1.FieldsV1":   "R",
	"k8s.io/apimachinery/pkg/runtime.RawExtension":    "R",
	"k8s.io/apimachinery/pkg/api/resource.Quantity":   "Q",
	"k8s.io/apimachinery/pkg/util/intstr.IntOrString": "I",
	"apiextensions.JSON":                              "R",
	"apiextensions.JSONSchemaPropsOrBool":             "B",
	"apiextensions.JSONSchemaPropsOrArray":            "A",
	"apiextensions.JSONSchemaPropsOrStringArray":      "S",
}

// elsewhere have a JSON form of their own too, and are in no stored object.
var elsewhere = map[string]bool{"GroupVersion": true, "encodable": true, "Unknown": true}

const meta = "k8s.io/apimachinery/pkg/apis/meta/v1"

func readTypes(r release) *types {
	t := &types{r, map[string]declared{}, map[string]string{}, map[string]*message{}, map[string]map[int]protoField{}}
	machinery := r.dirs["k8s.io/apimachinery"]
	for _, folder := range []string{"pkg/apis/meta/v1", "pkg/runtime", "pkg/api/resource", "pkg/util/intstr", "pkg/types"} {
		t.parse("k8s.io/apimachinery/"+folder, filepath.Join(machinery, folder))
	}
	for module, pattern := range map[string]string{
		"k8s.io/api":                     "*/v*",
		"k8s.io/apiextensions-apiserver": "pkg/apis/apiextensions/v*",
		"k8s.io/kube-aggregator":         "pkg/apis/apiregistration/v*",
	} {
		folders, err := filepath.Glob(filepath.Join(r.dirs[module], pattern))
		if err != nil || len(folders) == 0 {
			fail("%s %s: no types", module, r.name)
		}
		for _, folder := range folders {
			if isVersion(filepath.Base(folder)) {
				path, _ := filepath.Rel(r.dirs[module], folder)
				t.parse(module+"/"+path, folder)
			}
		}
	}
	t.message(meta, "ObjectMeta")
	t.message(meta, "ListMeta")
	t.message(meta, "Status")
	for _, kind := range sortedKeys(t.kinds) {
		path, name := split(t.kinds[kind])
		t.message(path, name)
		t.kinds[kind] = short(path) + "." + name
	}
	t.check()
	return t
}

func isVersion(folder string) bool {
	return len(folder) > 1 && folder[1] >= '0' && folder[1] <= '9'
}

// short is how the table names a package: its last two folders.
func short(path string) string {
	part := strings.Split(path, "/")
	return strings.Join(part[len(part)-2:], "/")
}

func split(name string) (string, string) {
	dot := strings.LastIndex(name, ".")
	return name[:dot], name[dot+1:]
}

func (t *types) parse(path, folder string) {
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		fail("%v", err)
	}
	if proto, err := os.ReadFile(filepath.Join(folder, "generated.proto")); err == nil {
		readProto(short(path), string(proto), t.protos)
	}
	group, known := "", []string{}
	for _, name := range files {
		base := filepath.Base(name)
		if strings.HasPrefix(base, "zz_") || strings.HasSuffix(base, "_test.go") || strings.HasPrefix(base, "generated.") ||
			base == "types_swagger_doc_generated.go" {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			fail("%v", err)
		}
		imports := map[string]string{}
		for _, each := range file.Imports {
			imported, _ := strconv.Unquote(each.Path.Value)
			as := filepath.Base(imported)
			if each.Name != nil {
				as = each.Name.Name
			}
			imports[as] = imported
		}
		ast.Inspect(file, func(node ast.Node) bool {
			switch n := node.(type) {
			case *ast.TypeSpec:
				t.byName[path+"."+n.Name.Name] = declared{path, n.Name.Name, n.Type, imports}
			case *ast.ValueSpec:
				if len(n.Names) == 1 && n.Names[0].Name == "GroupName" && len(n.Values) == 1 {
					group, _ = strconv.Unquote(n.Values[0].(*ast.BasicLit).Value)
				}
			case *ast.CallExpr:
				known = append(known, registered(n)...)
			case *ast.FuncDecl:
				t.ownJSON(path, n)
			}
			return true
		})
	}
	if path == meta {
		return
	}
	for _, name := range known {
		if t.isStored(path, name) {
			t.kinds[strings.TrimPrefix(group+"/"+filepath.Base(path), "/")+" "+name] = path + "." + name
		}
	}
}

// ownJSON fails on a type that writes JSON of its own which this program does not know.
func (t *types) ownJSON(path string, function *ast.FuncDecl) {
	if function.Name.Name != "MarshalJSON" || function.Recv == nil {
		return
	}
	receiver := function.Recv.List[0].Type
	if star, ok := receiver.(*ast.StarExpr); ok {
		receiver = star.X
	}
	name := receiver.(*ast.Ident).Name
	if !elsewhere[name] && letter(path, name) == "" {
		fail("%s.%s of %s has a JSON form that is not known here", path, name, t.release.name)
	}
}

func letter(path, name string) string {
	if strings.Contains(path, "/apiextensions/") {
		path = "apiextensions"
	}
	return special[path+"."+name]
}

// registered are the types that a call of AddKnownTypes names.
func registered(call *ast.CallExpr) []string {
	function, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || function.Sel.Name != "AddKnownTypes" {
		return nil
	}
	var names []string
	for _, argument := range call.Args[1:] {
		if address, ok := argument.(*ast.UnaryExpr); ok {
			if literal, ok := address.X.(*ast.CompositeLit); ok {
				if name, ok := literal.Type.(*ast.Ident); ok {
					names = append(names, name.Name)
				}
			}
		}
	}
	return names
}

// isStored tells an object from lists, options and reviews by its first field.
func (t *types) isStored(path, name string) bool {
	structure, ok := t.byName[path+"."+name].expr.(*ast.StructType)
	if !ok {
		return false
	}
	for _, field := range structure.Fields.List {
		if protobufNumber(field) == 1 {
			selector, ok := field.Type.(*ast.SelectorExpr)
			return ok && selector.Sel.Name == "ObjectMeta"
		}
	}
	return false
}

// protobufNumber is a field's number, or 0.
func protobufNumber(field *ast.Field) int {
	parts := strings.Split(tag(field, "protobuf"), ",")
	if len(parts) < 3 {
		return 0
	}
	number, err := strconv.Atoi(parts[1])
	if err != nil {
		return 0
	}
	return number
}

func tag(field *ast.Field, key string) string {
	if field.Tag == nil {
		return ""
	}
	text, _ := strconv.Unquote(field.Tag.Value)
	return reflect.StructTag(text).Get(key)
}
