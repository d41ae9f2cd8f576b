package render

var pages = []page{{1}, {2}}

func leak_renderRange() { renderRange(0, 2, func(page) {}) }

func leak_renderAll() {
	go renderAll(pages, func(page) {})
	r := &renderer{draw: func(page) {}}
	r.renderAll(pages)
}
