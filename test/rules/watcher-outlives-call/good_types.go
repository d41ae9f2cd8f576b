package feeds

import (
	"context"
	"errors"
)

var errRefused = errors.New("refused")

type feed struct {
	open  func(context.Context) (*pull, error)
	close func()
}

type pull struct{}

func (p *pull) Close() {}
