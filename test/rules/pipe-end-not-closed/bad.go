package upload

import (
	"encoding/json"
	"io"
	"net/http"
)

func show(out io.Writer, values []int) error {
	pr, pw := io.Pipe() // want "The writer `pw` of the pipe is not closed on every path"
	go io.Copy(out, pr)
	for _, v := range values {
		if err := json.NewEncoder(pw).Encode(v); err != nil {
			return err
		}
	}
	return pw.Close()
}

func send(url string, fill func(io.Writer) error) error {
	pr, pw := io.Pipe() // want "The reader `pr` of the pipe is not closed on every path"
	go func() {
		pw.CloseWithError(fill(pw))
	}()
	head := make([]byte, 4)
	if _, err := io.ReadFull(pr, head); err != nil {
		return err
	}
	resp, err := http.Post(url, "text/plain", pr)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// The other end goes out with the return itself.
func encoded(values []int) io.Reader {
	pr, pw := io.Pipe() // want "The writer `pw` of the pipe is not closed on every path"
	go func() {
		json.NewEncoder(pw).Encode(values)
	}()
	return pr
}
