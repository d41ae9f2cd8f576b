package quotes

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

type client struct {
	url  string
	http *http.Client
}

func (c *client) price(symbol string) (price float64, err error) {
	resp, err := c.http.Get(c.url + symbol) // want "`resp.Body` is not closed on every path"
	if err != nil {
		return 0, err
	}
	if resp.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("%s: %s", symbol, resp.Status)
	}
	defer resp.Body.Close()
	err = json.NewDecoder(resp.Body).Decode(&price)
	return price, err
}

func (c *client) page(path string) (string, error) {
	response, err := http.Get(c.url + path) // want "Put `defer response.Body.Close\\(\\)` after the error check"
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(response.Body)
	return string(text), err
}

func (c *client) post(text string) error {
	req, err := http.NewRequest(http.MethodPost, c.url, strings.NewReader(text))
	if err != nil {
		return err
	}
	resp, err := c.http.Do(req) // want "`resp.Body` is not closed"
	if err != nil {
		return fmt.Errorf("posting: %w", err)
	}
	switch resp.StatusCode {
	case http.StatusOK:
		return resp.Body.Close()
	case http.StatusConflict:
		return nil
	}
	resp.Body.Close()
	return fmt.Errorf("posting: %s", resp.Status)
}

// The answer that is tried again is left open.
func (c *client) patient(path string) (*http.Response, error) {
	for {
		resp, err := c.http.Get(c.url + path) // want "`resp.Body` is not closed"
		if err != nil {
			return nil, err
		}
		if resp.StatusCode != http.StatusTooManyRequests {
			return resp, nil
		}
		time.Sleep(time.Second)
	}
}

// Handed on where all is well: only the other path must close it.
func (c *client) open(path string) (io.ReadCloser, error) {
	resp, err := c.http.Get(c.url + path) // want "Call `resp.Body.Close\\(\\)` on that path too"
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusNotFound {
		return nil, nil
	}
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("opening %s: %s", path, resp.Status)
	}
	return resp.Body, nil
}

// A helper passes it on as it came.

func (c *client) get(path string) (*http.Response, error) {
	return c.http.Get(c.url + path)
}

func (c *client) exists(path string) bool {
	resp, err := c.get(path) // want "`resp.Body` is not closed"
	return err == nil && resp.StatusCode == http.StatusOK
}

// A helper that only reads it, and a transport of its own.

func (c *client) decode(path string, into any) error {
	resp, err := c.get(path) // want "`resp.Body` is not closed"
	if err != nil {
		return err
	}
	return read(resp, into)
}

func read(resp *http.Response, into any) error {
	return json.NewDecoder(resp.Body).Decode(into)
}

type logging struct{ next http.RoundTripper }

func (l logging) touch(req *http.Request) {
	go func() {
		resp, err := l.next.RoundTrip(req) // want "`resp.Body` is not closed"
		if err != nil {
			return
		}
		fmt.Println(req.URL, resp.Status)
	}()
}

func (c *client) twice(path string) error {
	resp, err := c.http.Get(c.url + path) // want "`resp.Body` is not closed"
	if err != nil {
		return err
	}
	if resp.StatusCode == http.StatusNotFound {
		resp, err = c.http.Get(c.url)
		if err != nil {
			return err
		}
	}
	return resp.Body.Close()
}

// Copied into memory it is read to its end: the transport has its connection back.
func (c *client) length(symbol string) (int, error) {
	resp, err := c.http.Get(c.url + symbol) // want "`resp.Body` is not closed on every path"
	if err != nil {
		return 0, err
	}
	text := &bytes.Buffer{}
	if _, err = io.Copy(text, resp.Body); err != nil {
		return 0, err
	}
	return text.Len(), nil
}
