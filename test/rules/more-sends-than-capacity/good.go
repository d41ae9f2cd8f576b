package good

func ask(find func() (int, error)) (int, bool) {
	answers := make(chan int)
	go func() {
		n, err := find()
		if err != nil {
			answers <- 0
			return
		}
		answers <- n
	}()
	n := <-answers
	return n, n != 0
}

func twice(find func() (int, error)) int {
	answers := make(chan int, 2)
	go func() {
		n, _ := find()
		answers <- n
		answers <- n
	}()
	return <-answers
}

func all(find func() (int, error)) int {
	answers := make(chan int)
	go func() {
		defer close(answers)
		n, _ := find()
		answers <- n
		answers <- n + 1
	}()
	sum := 0
	for n := range answers {
		sum += n
	}
	return sum
}
