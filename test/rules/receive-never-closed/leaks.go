package stock

var items = []item{{"tea", 1}, {"coffee", 2}}

func leak_printAll() { printAll(items) }
func leak_short()    { short(items[0], items[1]) }

//leak:kept
func leak_sum() { sum(items) }

//leak:kept
func leak_names() { names([][]item{items, items}) }

//leak:kept
func leak_total() { count(items) }
