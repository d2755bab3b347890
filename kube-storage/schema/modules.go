package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"strings"
)

// release is one published version of the modules that the types are in.
type release struct {
	name string            // for example v0.36.6
	dirs map[string]string // module → folder
}

// readReleases fetches what a file lists, one "MODULE VERSION HASH" a line, and refuses content with another hash.
func readReleases(file string) []release {
	text, err := os.ReadFile(file)
	if err != nil {
		fail("%v", err)
	}
	var releases []release
	for _, line := range strings.Split(string(text), "\n") {
		column := strings.Fields(line)
		if len(column) == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		module, version, hash := column[0], column[1], column[2]
		if len(releases) == 0 || releases[len(releases)-1].name != version {
			releases = append(releases, release{version, map[string]string{}})
		}
		releases[len(releases)-1].dirs[module] = download(module, version, hash)
	}
	return releases
}

func download(module, version, hash string) string {
	command := exec.Command("go", "mod", "download", "-json", module+"@"+version)
	command.Dir = os.TempDir()
	out, err := command.Output()
	var got struct{ Dir, Sum, Error string }
	if json.Unmarshal(out, &got) != nil || got.Dir == "" {
		fail("%s@%s: %v %s", module, version, err, got.Error)
	}
	if got.Sum != hash {
		fail("%s@%s is %s and not %s as pinned", module, version, got.Sum, hash)
	}
	return got.Dir
}
