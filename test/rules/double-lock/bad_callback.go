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

func (r *registry) find(isIt func(name string) bool) string {
	r.items.RLock()
	defer r.items.RUnlock()
	for name := range r.uses {
		if isIt(name) {
			return name
		}
	}
	return ""
}

func (r *registry) remove(name string) {
	r.mu.Lock()
	delete(r.uses, name)
	r.mu.Unlock()
}

func (r *registry) add(name string) {
	r.items.Lock()
	r.uses[name]++
	r.items.Unlock()
}

func (r *registry) purge() {
	r.each(func(name string, uses int) {
		if uses == 0 {
			r.remove(name) // want "`r.each` holds `r.mu` while it calls this function, which locks it too"
		}
	})
}

func (r *registry) purgeDirectly() {
	r.each(func(name string, uses int) {
		r.mu.Lock() // want "`r.each` holds `r.mu`"
		delete(r.uses, name)
		r.mu.Unlock()
	})
}

func (r *registry) visited() {
	r.find(func(name string) bool {
		r.add(name) // want "`r.find` holds `r.items`"
		return false
	})
}

func (r *registry) dropAll() { r.each(r.drop) }

func (r *registry) drop(name string, uses int) {
	r.remove(name) // want "`r.each` holds `r.mu`"
}
