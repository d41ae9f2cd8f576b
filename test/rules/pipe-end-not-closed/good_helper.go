package good

import (
	"bufio"
	"fmt"
	"io"
	"os/exec"
)

// A local function closes the writer where there was an error, and says so.
func pack(open func(io.Writer) (io.Writer, error), from io.Reader) (io.Reader, error) {
	pr, pw := io.Pipe()
	failed := func(err error) bool {
		if err != nil {
			_ = pw.CloseWithError(err)
			return true
		}
		return false
	}
	buffer := bufio.NewWriter(pw)
	out, err := open(buffer)
	if failed(err) {
		return nil, err
	}
	go func() {
		_, err := io.Copy(out, from)
		if failed(err) {
			return
		}
		pw.Close()
	}()
	return pr, nil
}

// Nobody writes for a command that could not be started, in whatever words that is told.
func listen(name string) (string, error) {
	pr, pw := io.Pipe()
	cmd := exec.Command(name)
	cmd.Stdout = pw
	err := cmd.Start()
	if err != nil {
		println("no such command")
		return "", fmt.Errorf("start %s: %w", name, err)
	}
	go func() {
		pw.CloseWithError(cmd.Wait())
	}()
	text, err := io.ReadAll(pr)
	return string(text), err
}
