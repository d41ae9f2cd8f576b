package upload

import (
	"io"
	"net/http"
	"os/exec"
)

func show(out io.Writer, write func(io.Writer) error) error {
	pr, pw := io.Pipe()
	defer pw.Close()
	go func() {
		io.Copy(out, pr)
		pr.Close()
	}()
	return write(pw)
}

// The goroutine closes its end, the request the other.
func send(url string, fill func(io.Writer) error) (*http.Request, error) {
	pr, pw := io.Pipe()
	go func() {
		pw.CloseWithError(fill(pw))
	}()
	return http.NewRequest("POST", url, pr)
}

// Returned.
func stream(fill func(io.Writer) error) io.ReadCloser {
	pr, pw := io.Pipe()
	go func() { pw.CloseWithError(fill(pw)) }()
	return pr
}

// Stored.
func attach(cmd *exec.Cmd) io.Reader {
	pr, pw := io.Pipe()
	cmd.Stdout = pw
	return pr
}

// Both ends on every path.
func both(data []byte, check func(io.Reader) error) error {
	pr, pw := io.Pipe()
	go func() {
		defer pw.Close()
		pw.Write(data)
	}()
	err := check(pr)
	pr.Close()
	return err
}

// Nobody has the other end yet.
func early(name string, open func(string) error) (io.Reader, error) {
	pr, pw := io.Pipe()
	if err := open(name); err != nil {
		return nil, err
	}
	go func() { pw.Close() }()
	return pr, nil
}

// Read to its end, the pipe has no writer any more.
func collected(fill func(io.Writer) error) ([]byte, error) {
	pr, pw := io.Pipe()
	go func() { pw.CloseWithError(fill(pw)) }()
	return io.ReadAll(pr)
}
