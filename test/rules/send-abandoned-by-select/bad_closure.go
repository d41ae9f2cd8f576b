package gather

import (
	"context"
	"errors"
)

var errLate = errors.New("late")

type answer struct {
	n   int
	err error
}

// All that `each` can do with the channel is to send: it frees nobody who sends.
func collect(ctx context.Context, n int, each func(n int, do func(int) error) error) ([]int, error) {
	answers := make(chan answer)
	go func() {
		err := each(n, func(i int) error {
			select {
			case answers <- answer{n: i}:
				return nil
			case <-ctx.Done():
				return errLate
			}
		})
		if err != nil {
			answers <- answer{err: err} // want "blocks for ever once the receiver has left its select"
		}
		close(answers)
	}()
	var found []int
	for {
		select {
		case <-ctx.Done():
			return found, ctx.Err()
		case a, ok := <-answers:
			if !ok {
				return found, nil
			}
			found = append(found, a.n)
		}
	}
}
