//go:build ignore

// Prints what go/parser and go/types know of the package in a folder, for the tests of syntax, facts and types:
//
//	go run answers.go FOLDER [IMPORT-PATH] > FOLDER/answers.json
//
// Offsets count UTF-16 units from the start of the file, as the editor's do.
package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"
)

type file struct {
	// Every node: kind, start, end.
	Syntax [][3]any `json:"syntax"`
	// Every identifier that stands for an object: its start; the file and start of the object's declaration, or "" and what it is.
	Names [][3]any `json:"names"`
	// Every expression with a type: start, end, type.
	Types [][3]any `json:"types"`
	// Every constant expression that is no literal: start, end, value.
	Constants [][3]any `json:"constants"`
}

func main() {
	folder := os.Args[1]
	path := filepath.Base(folder)
	if len(os.Args) > 2 {
		path = os.Args[2]
	}
	built, err := build.Default.ImportDir(folder, 0)
	if err != nil {
		fail(err)
	}
	fset := token.NewFileSet()
	texts := map[string][]byte{}
	var parsed []*ast.File
	for _, name := range built.GoFiles {
		text, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			fail(err)
		}
		f, err := parser.ParseFile(fset, name, text, parser.SkipObjectResolution)
		if err != nil {
			fail(err)
		}
		texts[name] = text
		parsed = append(parsed, f)
	}
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{},
		Defs:  map[*ast.Ident]types.Object{},
		Uses:  map[*ast.Ident]types.Object{},
	}
	config := types.Config{
		Importer: importer.ForCompiler(fset, "source", nil),
		Error:    func(err error) { fmt.Fprintln(os.Stderr, err) },
	}
	pkg, _ := config.Check(path, fset, parsed, info)
	all := map[string]file{}
	for _, f := range parsed {
		name := fset.Position(f.Package).Filename
		all[name] = answers(fset, pkg, f, info, texts)
	}
	out, err := json.Marshal(all)
	if err != nil {
		fail(err)
	}
	// A line per answer, so that a change can be read.
	fmt.Println(strings.NewReplacer("],[", "],\n[", "\":[[", "\":[\n[").Replace(string(out)))
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func answers(fset *token.FileSet, pkg *types.Package, f *ast.File, info *types.Info, texts map[string][]byte) file {
	at := func(p token.Pos) int {
		position := fset.PositionFor(p, false)
		return utf16(texts[position.Filename][:position.Offset])
	}
	unnamed := map[ast.Node]bool{}
	a := file{Syntax: [][3]any{}, Names: [][3]any{}, Types: [][3]any{}, Constants: [][3]any{}}
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil {
			return true
		}
		if _, imports := n.(*ast.ImportSpec); imports {
			return false
		}
		if !unnamed[n] {
			a.Syntax = append(a.Syntax, [3]any{reflect.TypeOf(n).Elem().Name(), at(n.Pos()), at(n.End())})
		}
		for _, part := range partsWithoutNode(n) {
			unnamed[part] = true
		}
		if id, ok := n.(*ast.Ident); ok {
			// An embedded field declares itself and uses its type: the latter is what its name stands for.
			if object := firstOf(info.Uses[id], info.Defs[id]); object != nil {
				in, where := declared(fset, pkg, object, at)
				a.Names = append(a.Names, [3]any{at(id.Pos()), in, where})
			}
		}
		if e, ok := n.(ast.Expr); ok {
			if t, known := info.Types[e]; known && t.Type != nil {
				a.Types = append(a.Types, [3]any{at(e.Pos()), at(e.End()), spelled(t.Type)})
				if _, literal := e.(*ast.BasicLit); t.Value != nil && !literal {
					a.Constants = append(a.Constants, [3]any{at(e.Pos()), at(e.End()), t.Value.ExactString()})
				}
			}
		}
		return true
	})
	sort.SliceStable(a.Names, func(i, j int) bool { return a.Names[i][0].(int) < a.Names[j][0].(int) })
	return a
}

// What is a node of its own in go/ast only: labels, the braces of a switch or select, what a type switch writes before them.
func partsWithoutNode(n ast.Node) []ast.Node {
	switch n := n.(type) {
	case *ast.File:
		return []ast.Node{n.Name}
	case *ast.LabeledStmt:
		return []ast.Node{n.Label}
	case *ast.BranchStmt:
		return []ast.Node{n.Label}
	case *ast.SwitchStmt:
		return []ast.Node{n.Body}
	case *ast.SelectStmt:
		return []ast.Node{n.Body}
	case *ast.TypeSwitchStmt:
		parts := []ast.Node{n.Body, n.Assign}
		ast.Inspect(n.Assign, func(x ast.Node) bool {
			if assert, ok := x.(*ast.TypeAssertExpr); ok && assert.Type == nil {
				parts = append(parts, assert)
			}
			return true
		})
		return parts
	}
	return nil
}

// As types.TypeString, without the names of parameters and the lengths of arrays, which the engine does not keep.
func spelled(t types.Type) string {
	text := types.TypeString(unnamedIn(t), func(p *types.Package) string { return p.Path() })
	return arrayLength.ReplaceAllString(text, "[…]")
}

var arrayLength = regexp.MustCompile(`\[\d+\]`)

func unnamedIn(t types.Type) types.Type {
	switch t := t.(type) {
	case *types.Named:
		// The engine tells a type that a function declares by what is behind it.
		if p := t.Obj().Pkg(); p != nil && t.Obj().Parent() != p.Scope() {
			return unnamedIn(t.Underlying())
		}
		// A generic type that is not instantiated is its name.
		if t.TypeParams().Len() > 0 && t.TypeArgs().Len() == 0 {
			return types.NewNamed(types.NewTypeName(token.NoPos, t.Obj().Pkg(), t.Obj().Name(), nil), t.Underlying(), nil)
		}
	case *types.Signature:
		return types.NewSignatureType(nil, nil, nil, unnamedTuple(t.Params()), unnamedTuple(t.Results()), t.Variadic())
	case *types.Tuple:
		return unnamedTuple(t)
	case *types.Pointer:
		return types.NewPointer(unnamedIn(t.Elem()))
	case *types.Slice:
		return types.NewSlice(unnamedIn(t.Elem()))
	case *types.Array:
		return types.NewArray(unnamedIn(t.Elem()), t.Len())
	case *types.Chan:
		return types.NewChan(t.Dir(), unnamedIn(t.Elem()))
	case *types.Map:
		return types.NewMap(unnamedIn(t.Key()), unnamedIn(t.Elem()))
	case *types.Struct:
		fields := make([]*types.Var, t.NumFields())
		for i := range fields {
			f := t.Field(i)
			fields[i] = types.NewField(f.Pos(), f.Pkg(), f.Name(), unnamedIn(f.Type()), f.Embedded())
		}
		return types.NewStruct(fields, nil)
	case *types.Interface:
		methods := make([]*types.Func, t.NumExplicitMethods())
		for i := range methods {
			m := t.ExplicitMethod(i)
			methods[i] = types.NewFunc(m.Pos(), m.Pkg(), m.Name(), unnamedIn(m.Signature()).(*types.Signature))
		}
		embedded := make([]types.Type, t.NumEmbeddeds())
		for i := range embedded {
			embedded[i] = t.EmbeddedType(i)
		}
		return types.NewInterfaceType(methods, embedded)
	}
	return t
}

func unnamedTuple(t *types.Tuple) *types.Tuple {
	all := make([]*types.Var, t.Len())
	for i := range all {
		all[i] = types.NewParam(token.NoPos, nil, "", unnamedIn(t.At(i).Type()))
	}
	return types.NewTuple(all...)
}

func firstOf(objects ...types.Object) types.Object {
	for _, o := range objects {
		if o != nil {
			return o
		}
	}
	return nil
}

// Where an object of this package is declared; "" and what it is for the others.
func declared(fset *token.FileSet, pkg *types.Package, o types.Object, at func(token.Pos) int) (string, any) {
	if name, ok := o.(*types.PkgName); ok {
		return "", "package " + name.Imported().Path()
	}
	if o.Pkg() == nil || o.Parent() == types.Universe {
		return "", "universe"
	}
	if o.Pkg() != pkg {
		return "", "of " + o.Pkg().Path()
	}
	if v, ok := o.(*types.Var); ok {
		o = v.Origin()
	}
	if fn, ok := o.(*types.Func); ok {
		o = fn.Origin()
	}
	return fset.Position(o.Pos()).Filename, at(o.Pos())
}

func utf16(text []byte) int {
	n := 0
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		n++
		if r >= 0x10000 {
			n++
		}
		text = text[size:]
	}
	return n
}
