package booking

import "errors"

func failing() *service {
	fails := func(string) error { return errors.New("no") }
	return &service{book: fails, notify: fails}
}

func leak_bookAll()     { failing().bookAll([]string{"a"}) }
func leak_notifyFirst() { failing().notifyFirst([]string{"a"}) }

//leak:kept
func leak_confirm() { failing().confirm("a") }

//leak:kept
func leak_price() { failing().price("") }

//leak:kept
func leak_invoice() { failing().invoice("a") }

//leak:kept
func leak_status() { failing().status("a", 2) }

//leak:kept
func leak_both() { failing().both("a", "b") }

//leak:kept
func leak_never() { failing().never() }
