package bad

func leak_refresh() { (&board{}).refresh() }

func leak_all() { (&board{scores: map[string]int{}}).all([]string{"a"}) }
