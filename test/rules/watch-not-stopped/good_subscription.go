package blocks

import "context"

type head struct{ number int }

type subscription interface {
	Unsubscribe()
	Err() <-chan error
}

type chain interface {
	SubscribeHeads(ch chan<- head) subscription
	SubscribePast(from int, ch chan<- head) (subscription, error)
	Close()
}

type feed struct{ subscribers []chan<- head }

func (f *feed) Subscribe(ch chan<- head) subscription {
	f.subscribers = append(f.subscribers, ch)
	return nil
}

func first(ctx context.Context, c chain) (head, error) {
	heads := make(chan head, 1)
	sub, err := c.SubscribePast(0, heads)
	if err != nil {
		return head{}, err
	}
	defer sub.Unsubscribe()
	select {
	case h := <-heads:
		return h, nil
	case err := <-sub.Err():
		return head{}, err
	case <-ctx.Done():
		return head{}, ctx.Err()
	}
}

// It ends by itself, or with a deferred function.
func follow(ctx context.Context, c chain, tell func(head)) {
	heads := make(chan head)
	sub := c.SubscribeHeads(heads)
	defer func() {
		sub.Unsubscribe()
	}()
	for {
		select {
		case h := <-heads:
			tell(h)
		case <-sub.Err():
			return
		case <-ctx.Done():
			return
		}
	}
}

// The goroutine that it is left to ends it.
func announce(ctx context.Context, c chain, tell func(head)) {
	heads := make(chan head)
	sub := c.SubscribeHeads(heads)
	go func() {
		defer sub.Unsubscribe()
		for {
			select {
			case h := <-heads:
				tell(h)
			case <-sub.Err():
				return
			case <-ctx.Done():
				return
			}
		}
	}()
}

// With its source it ends too.
func closing(ctx context.Context, open func() chain) error {
	c := open()
	defer c.Close()
	heads := make(chan head)
	sub := c.SubscribeHeads(heads)
	select {
	case <-heads:
		return nil
	case err := <-sub.Err():
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func local(ctx context.Context) error {
	var f feed
	heads := make(chan head)
	sub := f.Subscribe(heads)
	select {
	case <-heads:
		return nil
	case err := <-sub.Err():
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Kept for later.
type follower struct{ sub subscription }

func (f *follower) start(c chain, heads chan head) {
	sub := c.SubscribeHeads(heads)
	if err := <-sub.Err(); err == nil {
		f.sub = sub
	}
}

// Nobody keeps it, for it goes on as long as the process; or others receive from the channel.

func followOn(c chain, tell func(head)) {
	heads := make(chan head)
	c.SubscribeHeads(heads)
	for {
		tell(<-heads)
	}
}

func began(c chain, tell func(head)) {
	heads := make(chan head)
	c.SubscribeHeads(heads)
	go func() {
		for h := range heads {
			tell(h)
		}
	}()
}

func stream(c chain) <-chan head {
	heads := make(chan head)
	c.SubscribeHeads(heads)
	return heads
}
