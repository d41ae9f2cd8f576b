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

// The goroutine that reads closes the writer in the end: whoever writes is told.
func converted(out io.Writer) (io.Writer, <-chan error) {
	pr, pw := io.Pipe()
	done := make(chan error, 1)
	go func() {
		_, err := io.Copy(out, io.LimitReader(pr, 1<<20))
		pw.CloseWithError(err)
		done <- err
	}()
	return pw, done
}

// A goroutine that was started before sees the reader later, and closes it.
func attachInput(in io.Reader, done <-chan struct{}, send func(io.Reader) error) error {
	var pr *io.PipeReader
	go func() {
		<-done
		if pr != nil {
			pr.Close()
		}
	}()
	if in != nil {
		var pw *io.PipeWriter
		pr, pw = io.Pipe()
		go func() {
			io.Copy(pw, in)
			pw.Close()
		}()
		if err := send(pr); err != nil {
			return err
		}
	}
	return nil
}

// What has failed has kept nothing.
func export(tag string, load func(io.Reader) error) error {
	pr, pw := io.Pipe()
	opts, err := optionsFor(tag, pw)
	if err != nil {
		return err
	}
	go opts.run()
	defer pr.Close()
	return load(pr)
}

type options struct{ run func() }

func optionsFor(tag string, w io.WriteCloser) (*options, error) {
	if tag == "" {
		return nil, io.ErrUnexpectedEOF
	}
	return &options{run: func() { w.Close() }}, nil
}

// A request that could not be made has kept nothing.
func upload(client *http.Client, url string, fill func(io.Writer) error) error {
	pr, pw := io.Pipe()
	req, err := http.NewRequest("POST", url, pr)
	if err != nil {
		return err
	}
	go func() { pw.CloseWithError(fill(pw)) }()
	_, err = client.Do(req)
	return err
}

// Nor has a command that could not be started.
func output(cmd *exec.Cmd) (io.ReadCloser, error) {
	pr, pw := io.Pipe()
	cmd.Stdout = pw
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	go func() { pw.CloseWithError(cmd.Wait()) }()
	return pr, nil
}
