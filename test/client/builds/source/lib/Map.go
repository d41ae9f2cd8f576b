// Package lib is a dependency whose path has capitals.
package lib

// Map applies a function to each item.
func Map[T any](items []T, apply func(T) T) []T {
	made := make([]T, 0, len(items))
	for _, item := range items {
		made = append(made, apply(item))
	}
	return made
}
