package bad

import "errors"

func leak_ask() { ask(func() (int, error) { return 0, errors.New("not found") }) }
