package prices

import (
	"bufio"
	"errors"
	"net/http"
	"strings"
)

var errMissing = errors.New("missing")

// What buffers the body cannot close it.

func find(url, name string) (string, error) {
	resp, err := http.Get(url) // want "`resp.Body` is not closed on every path"
	if err != nil {
		return "", err
	}
	lines := bufio.NewScanner(resp.Body)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), name) {
			return lines.Text(), nil
		}
	}
	resp.Body.Close()
	return "", errMissing
}

func title(url string) (string, error) {
	resp, err := http.Get(url) // want "`resp.Body` is not closed on every path"
	if err != nil {
		return "", err
	}
	return bufio.NewReader(resp.Body).ReadString('\n')
}
