/** cancel-not-called. */
export const leaky = `package orders

import (
	"context"
	"time"
)

func Fetch(parent context.Context) error {
	ctx, cancel := context.WithTimeout(parent, time.Second)
	if err := ctx.Err(); err != nil {
		return err
	}
	cancel()
	return nil
}
`;

/** send-without-receiver. */
export const blocked = `package orders

func Blocked() {
	done := make(chan bool)
	go func() {
		done <- true
	}()
}
`;
