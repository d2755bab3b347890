// Command golden prints objects of every kind as Kubernetes' own Go types encode them: one JSON document a line, with the
// value as it would be stored and the JSON that the API server makes of it. See ../generate.
//
// Each kind comes twice: with every field filled, as deep as messages do not hold themselves, and empty. Kinds that the
// files named as arguments have are left out.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"sort"
	"time"

	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer/protobuf"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/client-go/kubernetes/scheme"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	apiextensionsv1beta1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1beta1"
	apiregistrationv1 "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
	apiregistrationv1beta1 "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1beta1"
)

type line struct {
	Value []byte          `json:"value"`
	JSON  json.RawMessage `json:"json"`
}

func main() {
	check(apiextensionsv1.AddToScheme(scheme.Scheme))
	check(apiextensionsv1beta1.AddToScheme(scheme.Scheme))
	check(apiregistrationv1.AddToScheme(scheme.Scheme))
	check(apiregistrationv1beta1.AddToScheme(scheme.Scheme))
	encoder := protobuf.NewSerializer(scheme.Scheme, scheme.Scheme)
	known := kindsIn(os.Args[1:])
	var kinds []schema.GroupVersionKind
	for kind, goType := range scheme.Scheme.AllKnownTypes() {
		if meta, ok := goType.FieldByName("ObjectMeta"); ok && meta.Anonymous && kind.Version != "__internal" && !known[kind.String()] {
			kinds = append(kinds, kind)
		}
	}
	sort.Slice(kinds, func(i, j int) bool { return kinds[i].String() < kinds[j].String() })
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for _, kind := range kinds {
		for _, filled := range []bool{true, false} {
			object, err := scheme.Scheme.New(kind)
			check(err)
			if filled {
				fill(reflect.ValueOf(object).Elem(), map[reflect.Type]bool{}, new(int))
			}
			object.(metav1.Object).SetName("golden")
			object.(metav1.Object).SetResourceVersion("")
			object.GetObjectKind().SetGroupVersionKind(kind)
			var value bytes.Buffer
			check(encoder.Encode(object, &value))
			text, err := json.Marshal(object)
			check(err)
			check(out.Encode(line{value.Bytes(), text}))
		}
	}
}

// fill puts something into every field; count makes each text another one.
func fill(value reflect.Value, above map[reflect.Type]bool, count *int) {
	*count++
	if value.CanAddr() {
		switch special := value.Addr().Interface().(type) {
		case *metav1.Time:
			special.Time = time.Unix(1_600_000_000+int64(*count)*86_399, 0).UTC()
			return
		case *metav1.MicroTime:
			special.Time = time.Unix(1_600_000_000, int64(*count)*1_000).UTC()
			return
		case *metav1.Duration:
			special.Duration = time.Duration(*count) * 1_234_567 * time.Microsecond
			return
		case *resource.Quantity:
			*special = resource.MustParse(fmt.Sprintf("%dm", 1_000+*count))
			return
		case *intstr.IntOrString:
			*special = intstr.FromString(fmt.Sprintf("%d%%", *count))
			if *count%2 == 0 {
				*special = intstr.FromInt(*count)
			}
			return
		case *runtime.RawExtension:
			special.Raw = []byte(fmt.Sprintf(`{"raw":[%d,null,"á"]}`, *count))
			return
		case *apiextensionsv1.JSON:
			special.Raw = []byte(fmt.Sprintf(`{"v1":%d}`, *count))
			return
		case *apiextensionsv1beta1.JSON:
			special.Raw = []byte(fmt.Sprintf(`["v1beta1",%d]`, *count))
			return
		case *metav1.FieldsV1:
			special.Raw = []byte(fmt.Sprintf(`{"f:n%d":{}}`, *count))
			return
		case *metav1.TypeMeta:
			return
		}
	}
	switch value.Kind() {
	case reflect.String:
		value.SetString(text(*count))
	case reflect.Bool:
		value.SetBool(*count%3 != 0)
	case reflect.Int, reflect.Int32, reflect.Int64:
		value.SetInt(int64(*count) - 50)
	case reflect.Uint8, reflect.Uint32, reflect.Uint64:
		value.SetUint(uint64(*count % 100))
	case reflect.Float64:
		value.SetFloat(float64(*count) / 8)
	case reflect.Pointer:
		value.Set(reflect.New(value.Type().Elem()))
		fill(value.Elem(), above, count)
	case reflect.Slice:
		length := 1 + *count%2
		value.Set(reflect.MakeSlice(value.Type(), length, length))
		for i := 0; i < length; i++ {
			fill(value.Index(i), above, count)
		}
	case reflect.Map:
		value.Set(reflect.MakeMap(value.Type()))
		for i := 0; i < 2; i++ {
			key := reflect.New(value.Type().Key()).Elem()
			fill(key, above, count)
			element := reflect.New(value.Type().Elem()).Elem()
			fill(element, above, count)
			value.SetMapIndex(key, element)
		}
	case reflect.Struct:
		if above[value.Type()] {
			return
		}
		above[value.Type()] = true
		for i := 0; i < value.NumField(); i++ {
			if value.Field(i).CanSet() {
				fill(value.Field(i), above, count)
			}
		}
		delete(above, value.Type())
	default:
		panic(value.Type())
	}
}

// text is short, and now and then one that JSON has to escape or that is not ASCII.
func text(count int) string {
	if count%16 == 0 {
		return fmt.Sprintf("t%d \"ção\" <\\>\n\x01😀", count)
	}
	return fmt.Sprintf("t%d", count)
}

// kindsIn are the kinds that files of an earlier run have.
func kindsIn(files []string) map[string]bool {
	known := map[string]bool{}
	for _, name := range files {
		file, err := os.Open(name)
		check(err)
		for decoder := json.NewDecoder(file); decoder.More(); {
			var each line
			var object metav1.TypeMeta
			check(decoder.Decode(&each))
			check(json.Unmarshal(each.JSON, &object))
			known[object.GroupVersionKind().String()] = true
		}
	}
	return known
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
