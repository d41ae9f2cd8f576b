package bad

func fails(string) error { return errEmpty }

func leak_load() { _ = load("a", fails) }

func leak_all() { all([]string{"a"}, fails) }
