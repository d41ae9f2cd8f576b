package registry

import "sync"

type registry struct {
	mu    sync.Mutex
	items sync.RWMutex
	uses  map[string]int
}

func (r *registry) each(visit func(name string, uses int)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for name, n := range r.uses {
		visit(name, n)
	}
}

func (r *registry) eachOf(names []string, visit func(name string, uses int)) {
	for _, name := range names {
		r.mu.Lock()
		n := r.uses[name]
		r.mu.Unlock()
		visit(name, n)
	}
}

func (r *registry) remove(name string) {
	r.mu.Lock()
	delete(r.uses, name)
	r.mu.Unlock()
}

// First what is to be done, then doing it.
func (r *registry) purge() {
	var unused []string
	r.each(func(name string, uses int) {
		if uses == 0 {
			unused = append(unused, name)
		}
	})
	for _, name := range unused {
		r.remove(name)
	}
}

// Another goroutine waits until the lock is free.
func (r *registry) purgeLater() {
	r.each(func(name string, uses int) { go r.remove(name) })
}

// Another registry has another mutex.
func (r *registry) mirror(other *registry) {
	r.each(func(name string, uses int) { other.remove(name) })
}

func (r *registry) purgeUnlocked(names []string) {
	r.eachOf(names, func(name string, uses int) { r.remove(name) })
}
