package quotes

import (
	"io"
	"net/http"
	"strings"
)

func (c *client) ping() error {
	_, err := c.http.Get(c.url) // want "Nobody takes the response of `c.http.Get`"
	return err
}

func (c *client) login(token string) error {
	if _, err := c.http.Post(c.url, "text/plain", strings.NewReader(token)); err != nil { // want "Nobody takes the response"
		return err
	}
	return nil
}

func (c *client) warm() {
	go http.Get(c.url) // want "Nobody takes the response"
	c.http.Get(c.url)  // want "Nobody takes the response"
}

// A named result that a return replaces is not handed out.
func (c *client) open(path string) (resp *http.Response, err error) {
	resp, err = c.http.Get(c.url + path) // want "`resp.Body` is not closed on every path"
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, io.ErrUnexpectedEOF
	}
	return resp, nil
}

func (c *client) retry(path string) (resp *http.Response, err error) {
	for i := 0; i < 3; i++ {
		resp, err = c.http.Get(c.url + path) // want "`resp.Body` is not closed on every path"
		if err == nil && resp.StatusCode < http.StatusInternalServerError {
			return resp, nil
		}
	}
	return nil, err
}

// What is deferred was evaluated at the defer: it closes the first body only.
func (c *client) again(path string) error {
	resp, err := c.http.Get(c.url + path)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusUnauthorized {
		resp, err = c.http.Get(c.url + "/login" + path) // want "`resp.Body` is not closed on every path"
		if err != nil {
			return err
		}
	}
	return check(resp)
}

func check(resp *http.Response) error {
	if resp.StatusCode != http.StatusOK {
		return io.ErrUnexpectedEOF
	}
	return nil
}

// The body under another name.
func (c *client) first(path string, buffer []byte) error {
	resp, err := c.http.Get(c.url + path) // want "`resp.Body` is not closed on every path"
	if err != nil {
		return err
	}
	body := resp.Body
	if _, err := body.Read(buffer); err != nil {
		return err
	}
	return body.Close()
}

type client struct {
	url  string
	http *http.Client
}
