// Package fork stands in the place of another module.
package fork

import "strings"

// Copy joins a copy of texts.
//
//go:noinline
func Copy(texts ...string) string {
	return strings.Join(append([]string{"copy"}, texts...), ";")
}
