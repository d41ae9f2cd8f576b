package stream

import "time"

// Since Go 1.23 a timer that nobody refers to is collected.
func Copy(lines <-chan string, write func(line string)) {
	for {
		select {
		case line, ok := <-lines:
			if !ok {
				return
			}
			write(line)
		case <-time.After(time.Minute):
			write("-- still here --")
		}
	}
}
