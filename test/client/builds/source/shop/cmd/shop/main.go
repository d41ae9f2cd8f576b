// Program shop allocates in every kind of place that a profile can name, and writes the profile of it.
package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/pprof"

	"example.com/fork"
	"example.com/shop/internal/cart"
	"example.com/shop/pricing"
)

func main() {
	runtime.MemProfileRate = 1
	kept = append(kept, order(20))
	kept = append(kept, fork.Copy(kept...))
	kept = append(kept, pricing.Label("total"))
	runtime.GC()
	profile, _ := os.Create(os.Args[1] + ".pb.gz")
	_ = pprof.Lookup("allocs").WriteTo(profile, 0)
	_ = profile.Close()
	info, _ := debug.ReadBuildInfo()
	_ = os.WriteFile(os.Args[1]+".buildinfo.txt", []byte(info.String()), 0o644)
}

var kept []string

func order(items int) string {
	c := cart.New()
	for i := range items {
		c.Add(i)
	}
	return c.String()
}
