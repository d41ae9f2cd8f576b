package blocks

import (
	"context"
	"errors"
)

type head struct{ number int }

type subscription interface {
	Unsubscribe()
	Err() <-chan error
}

type chain interface {
	SubscribeHeads(ch chan<- head) subscription
	SubscribePast(from int, ch chan<- head) (subscription, error)
}

var errReorganised = errors.New("reorganised")

func waitForHead(ctx context.Context, c chain, number int) error {
	heads := make(chan head)
	sub := c.SubscribeHeads(heads) // want "The subscription `sub` is not stopped on every path"
	for {
		select {
		case h := <-heads:
			if h.number == number {
				sub.Unsubscribe()
				return nil
			}
			if h.number > number {
				return errReorganised
			}
		case err := <-sub.Err():
			return err
		case <-ctx.Done():
			sub.Unsubscribe()
			return ctx.Err()
		}
	}
}

func announce(ctx context.Context, c chain, tell func(head)) error {
	heads := make(chan head, 16)
	sub, err := c.SubscribePast(0, heads) // want "Put `defer sub.Unsubscribe\\(\\)` after the error check"
	if err != nil {
		return err
	}
	go func() {
		for {
			select {
			case h := <-heads:
				tell(h)
			case <-ctx.Done():
				return
			}
		}
	}()
	select {
	case err := <-sub.Err():
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Nobody keeps what would end it.

func firstPast(c chain, number int) bool {
	heads := make(chan head)
	c.SubscribeHeads(heads) // want "Nobody keeps the subscription of `c.SubscribeHeads`"
	for h := range heads {
		if h.number > number {
			return true
		}
	}
	return false
}

func next(c chain) (head, error) {
	heads := make(chan head, 1)
	_, err := c.SubscribePast(0, heads) // want "Nobody keeps the subscription of `c.SubscribePast`"
	if err != nil {
		return head{}, err
	}
	return <-heads, nil
}
