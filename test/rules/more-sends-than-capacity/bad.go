package bad

func ask(find func() (int, error)) (int, bool) {
	answers := make(chan int)
	go func() {
		n, err := find()
		if err != nil {
			answers <- 0
		}
		answers <- n // want "one send more"
	}()
	n := <-answers
	return n, n != 0
}
