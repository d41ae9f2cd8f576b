package quotes

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
)

type client struct {
	url  string
	http *http.Client
	last *http.Response
	body io.ReadCloser
}

func (c *client) price(symbol string) (price float64, err error) {
	resp, err := c.http.Get(c.url + symbol)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("%s: %s", symbol, resp.Status)
	}
	err = json.NewDecoder(resp.Body).Decode(&price)
	return price, err
}

// Closed by hand, in a closure, through another name, where it is not nil.

func (c *client) byHand(path string) (string, error) {
	resp, err := c.http.Get(c.url + path)
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil {
		return "", err
	}
	return string(text), nil
}

func (c *client) inClosure(path string) error {
	resp, err := c.http.Get(c.url + path)
	if err != nil {
		return err
	}
	defer func() {
		if err := resp.Body.Close(); err != nil {
			log.Print(err)
		}
	}()
	_, err = io.Copy(os.Stdout, resp.Body)
	return err
}

func (c *client) otherName(path string) error {
	resp, err := c.http.Get(c.url + path)
	if err != nil {
		return err
	}
	body := resp.Body
	defer body.Close()
	_, err = io.Copy(io.Discard, body)
	return err
}

func (c *client) notNil(path string) {
	resp, err := c.http.Get(c.url + path)
	if resp != nil {
		defer resp.Body.Close()
	}
	if err != nil {
		log.Print(err)
		return
	}
	log.Print(resp.Status)
}

func (c *client) orElse(path string) int {
	if resp, err := c.http.Get(c.url + path); err == nil {
		defer resp.Body.Close()
		return resp.StatusCode
	}
	return 0
}

// Handed on: returned, its body returned, stored, sent.

func (c *client) get(path string) (*http.Response, error) {
	resp, err := c.http.Get(c.url + path)
	if err != nil {
		return nil, fmt.Errorf("getting %s: %w", path, err)
	}
	return resp, nil
}

func (c *client) open(path string) (io.ReadCloser, error) {
	resp, err := c.http.Get(c.url + path)
	if err != nil {
		return nil, err
	}
	return resp.Body, nil
}

func (c *client) keep(path string) error {
	resp, err := c.http.Get(c.url + path)
	if err != nil {
		return err
	}
	c.last = resp
	return nil
}

func (c *client) keepBody(path string) error {
	resp, err := c.http.Get(c.url + path)
	if err != nil {
		return err
	}
	c.body = resp.Body
	return nil
}

func (c *client) send(path string, to chan<- *http.Response) {
	resp, err := c.http.Get(c.url + path)
	if err != nil {
		log.Print(err)
		return
	}
	to <- resp
}

// A helper closes: it is given the response, or the body, or makes a closer.

func (c *client) helped(path string, into any) error {
	resp, err := c.get(path)
	if err != nil {
		return err
	}
	return decode(resp, into)
}

func decode(resp *http.Response, into any) error {
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(into)
}

func (c *client) helpedBody(path string) error {
	resp, err := c.get(path)
	if err != nil {
		return err
	}
	defer closeQuietly(resp.Body)
	_, err = bufio.NewReader(resp.Body).ReadString('\n')
	return err
}

func closeQuietly(c io.Closer) {
	if err := c.Close(); err != nil {
		log.Print(err)
	}
}

// The answer to HEAD has no body; this one is no answer of a server.

func (c *client) status(path string) (int, error) {
	resp, err := c.http.Head(c.url + path)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

func (c *client) size(path string) (int64, error) {
	req, err := http.NewRequest(http.MethodHead, c.url+path, nil)
	if err != nil {
		return 0, err
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return 0, err
	}
	return resp.ContentLength, nil
}

func canned(text string) (*http.Response, error) {
	if text == "" {
		return nil, errors.New("nothing")
	}
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(text))}, nil
}

func useCanned() (int, error) {
	resp, err := canned("price")
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

// The request failed on this path; the process ends on that one.
func (c *client) must(path string) string {
	resp, err := c.http.Get(c.url + path)
	if errors.Is(err, http.ErrHandlerTimeout) {
		return "late"
	}
	if err != nil {
		log.Fatal(err)
	}
	if resp.StatusCode != http.StatusOK {
		log.Fatal(resp.Status)
	}
	defer resp.Body.Close()
	text, _ := io.ReadAll(resp.Body)
	return string(text)
}

// The answer that is tried again is closed before.
func (c *client) patient(path string) (*http.Response, error) {
	for range 3 {
		resp, err := c.http.Get(c.url + path)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode != http.StatusTooManyRequests {
			return resp, nil
		}
		resp.Body.Close()
	}
	return nil, errors.New("too many requests")
}

// Writing the answer out closes its body.
func (c *client) forward(path string, w io.Writer) error {
	resp, err := c.http.Get(c.url + path)
	if err != nil {
		return err
	}
	return resp.Write(w)
}
