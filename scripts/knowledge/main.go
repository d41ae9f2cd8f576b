// Command knowledge prints what Go's export data tells of the standard library: the types of every exported function,
// variable, constant, type, field and method, as lines that server/engine/package/typeString.ts reads.
//
//	go run scripts/knowledge/main.go > server/engine/package/stdlib.generated.json
package main

import (
	"encoding/json"
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

func main() {
	out, err := exec.Command("go", "list", "std").Output()
	if err != nil {
		fmt.Fprintln(os.Stderr, "go list std:", err)
		os.Exit(1)
	}
	imp := importer.ForCompiler(token.NewFileSet(), "source", nil)
	table := map[string]map[string]string{}
	for _, path := range strings.Fields(string(out)) {
		if strings.Contains(path, "internal") || strings.HasPrefix(path, "vendor/") || path == "unsafe" {
			continue
		}
		pkg, err := imp.Import(path)
		if err != nil {
			fmt.Fprintln(os.Stderr, path, err)
			continue
		}
		members := map[string]string{}
		for _, name := range pkg.Scope().Names() {
			obj := pkg.Scope().Lookup(name)
			if obj.Exported() {
				describe(members, obj)
			}
		}
		table[path] = members
	}
	e := json.NewEncoder(os.Stdout)
	e.SetEscapeHTML(false)
	if err := e.Encode(map[string]any{"go": runtime.Version(), "packages": table}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// describe adds an object; a type adds its underlying type under its name and its methods as Type.Method.
func describe(members map[string]string, obj types.Object) {
	name, ok := obj.(*types.TypeName)
	if !ok {
		members[obj.Name()] = text(obj.Type())
		return
	}
	named, ok := name.Type().(*types.Named)
	if !ok || name.IsAlias() {
		members[name.Name()] = "=" + text(types.Unalias(name.Type()))
		return
	}
	members[name.Name()] = "type" + typeParams(named) + " " + text(exportedPart(named.Underlying()))
	set := types.NewMethodSet(types.NewPointer(named))
	if _, isInterface := named.Underlying().(*types.Interface); isInterface {
		set = types.NewMethodSet(named)
	}
	for i := 0; i < set.Len(); i++ {
		if m := set.At(i).Obj(); m.Exported() {
			members[name.Name()+"."+m.Name()] = text(set.At(i).Type())
		}
	}
}

// typeParams writes the names of a generic type's parameters: `[K, V]`.
func typeParams(named *types.Named) string {
	var names []string
	for p := range named.TypeParams().TypeParams() {
		names = append(names, p.Obj().Name())
	}
	if len(names) == 0 {
		return ""
	}
	return "[" + strings.Join(names, ", ") + "]"
}

// exportedPart leaves out what no other package can name; interfaces are told by their methods.
func exportedPart(t types.Type) types.Type {
	switch t := t.(type) {
	case *types.Struct:
		var fields []*types.Var
		for i := 0; i < t.NumFields(); i++ {
			if f := t.Field(i); f.Exported() {
				fields = append(fields, f)
			}
		}
		return types.NewStruct(fields, nil)
	case *types.Interface:
		return types.NewInterfaceType(nil, nil)
	}
	return t
}

func text(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string { return p.Path() })
}
