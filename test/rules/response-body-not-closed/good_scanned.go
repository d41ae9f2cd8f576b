package prices

import (
	"bufio"
	"net/http"
)

type entry struct{ lines *bufio.Reader }

// What buffers it is kept, and so is the body.

func open(url string) (*bufio.Scanner, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(resp.Body)
	lines.Split(bufio.ScanWords)
	return lines, nil
}

func (e *entry) load(url string) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	e.lines = bufio.NewReader(resp.Body)
	return nil
}

func find(url, name string) (bool, error) {
	resp, err := http.Get(url)
	if err != nil {
		return false, err
	}
	defer resp.Body.Close()
	for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
		if lines.Text() == name {
			return true, nil
		}
	}
	return false, nil
}
