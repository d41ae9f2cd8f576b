// Command recorder runs small workloads and writes the profiles that the tests
// of the profile model read. See ../make.mjs.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
)

// recordings are run one per process, since most profiles accumulate.
var recordings = map[string]func(dir string) error{
	"cpu":       recordCPU,
	"heap":      recordHeap,
	"block":     recordContention,
	"goroutine": recordGoroutines,
	"leak":      recordLeak,
	"crash":     crash,
	"walk":      recordWalk,
}

func main() {
	if len(os.Args) != 3 || recordings[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: recorder RECORDING FOLDER")
		os.Exit(2)
	}
	if err := recordings[os.Args[1]](os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// write stores the profile called name in dir/file.
func write(dir, file, name string, debug int) error {
	out, err := os.Create(filepath.Join(dir, file))
	if err != nil {
		return err
	}
	profile := pprof.Lookup(name)
	if profile == nil {
		return fmt.Errorf("this build has no profile %s", name)
	}
	if err := profile.WriteTo(out, debug); err != nil {
		return err
	}
	return out.Close()
}

func collectGarbage() {
	for range 3 {
		runtime.GC()
	}
}
