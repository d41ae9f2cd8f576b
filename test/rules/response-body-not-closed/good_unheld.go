package quotes

import (
	"io"
	"net/http"
)

type client struct {
	url  string
	http *http.Client
}

// The answer to HEAD has no body.
func (c *client) ping() error {
	_, err := c.http.Head(c.url)
	return err
}

func (c *client) refused() bool {
	_, err := c.http.Get(c.url)
	if err == nil {
		panic("it should have been refused")
	}
	return true
}

func (c *client) open(path string) (resp *http.Response, err error) {
	resp, err = c.http.Get(c.url + path)
	return
}

func (c *client) openChecked(path string) (resp *http.Response, err error) {
	resp, err = c.http.Get(c.url + path)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		resp.Body.Close()
		return nil, io.ErrUnexpectedEOF
	}
	return resp, nil
}

// A deferred closure sees what the variable holds in the end.
func (c *client) last(path string) error {
	var resp *http.Response
	var err error
	defer func() {
		if resp != nil {
			resp.Body.Close()
		}
	}()
	if resp, err = c.http.Get(c.url + path); err != nil {
		return err
	}
	return nil
}

func (c *client) copy(path string, to io.Writer) error {
	resp, err := c.http.Get(c.url + path)
	if err != nil {
		return err
	}
	body := resp.Body
	defer body.Close()
	_, err = io.Copy(to, body)
	return err
}
