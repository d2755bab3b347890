package main

import "fmt"

// union is what all releases have; where they differ, the newest one has the say.
type union struct {
	kinds       map[string]string
	messages    map[string]*message
	differences []string
	seen        map[string]bool
}

func newUnion() *union {
	return &union{map[string]string{}, map[string]*message{}, nil, map[string]bool{}}
}

// add takes a release that is older than all that have been added.
func (u *union) add(t *types) {
	for kind, message := range t.kinds {
		if known, ok := u.kinds[kind]; ok && known != message {
			fail("%s is %s and in %s %s", kind, known, t.release.name, message)
		}
		u.kinds[kind] = message
	}
	for _, name := range sortedKeys(t.messages) {
		known := u.messages[name]
		if known == nil {
			u.messages[name] = t.messages[name]
			continue
		}
		for number, field := range t.messages[name].fields {
			newer := known.fields[number]
			if newer == nil {
				known.fields[number] = field
			} else if !u.reads(newer, field, t) {
				u.differ(fmt.Sprintf("%s: field %v was %v", name, newer, field), "until "+t.release.name)
			}
		}
	}
}

// reads is whether a decoder that knows the newer field reads the older one right. A message may have another name: its
// fields that the newer one lacks are added there.
func (u *union) reads(newer, older *field, t *types) bool {
	if newer.json != older.json || newer.shape != older.shape {
		return false
	}
	old := t.messages[older.kind]
	if newer.kind == older.kind || old == nil || u.messages[newer.kind] == nil {
		return newer.kind == older.kind
	}
	for number, field := range old.fields {
		here := u.messages[newer.kind].fields[number]
		if here == nil {
			u.messages[newer.kind].fields[number] = field
		} else if !u.reads(here, field, t) {
			return false
		}
	}
	return true
}

func (u *union) differ(what, when string) {
	if !u.seen[what] {
		u.seen[what] = true
		u.differences = append(u.differences, what+" ("+when+")")
	}
}

// finish looks for JSON names that two fields of a message share.
func (u *union) finish() {
	for _, name := range sortedKeys(u.messages) {
		byJSON := map[string]*field{}
		for _, number := range u.messages[name].numbers() {
			each := u.messages[name].fields[number]
			if other := byJSON[each.json]; other != nil && each.json != "" {
				u.differ(fmt.Sprintf("%s: %v and %v have one name", name, other, each), "in different releases")
			}
			byJSON[each.json] = each
		}
	}
}
