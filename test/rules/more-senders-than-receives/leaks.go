package mirrors

import (
	"errors"
	"io"
	"strings"
)

func failing() *fetcher {
	return &fetcher{get: func(string) (io.Reader, error) { return strings.NewReader("x"), errors.New("no") }}
}

func leak_fastest()   { failing().fastest([]string{"a", "b"}) }
func leak_checkAll()  { failing().checkAll([]string{"a", "b"}) }
func leak_checkInto() { failing().checkN(2, "a") }
func leak_either()    { failing().either("a", "b") }
func leak_firstGood() { failing().firstGood([3]string{"a", "b", "c"}) }
