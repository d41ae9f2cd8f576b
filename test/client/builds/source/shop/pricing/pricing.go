// Package pricing has a function of the root's name in another folder.
package pricing

import "strings"

// Label makes a label that is allocated here.
func Label(name string) string {
	return strings.ToUpper(name + " price")
}
