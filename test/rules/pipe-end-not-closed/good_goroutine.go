package packing

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

var errNegative = errors.New("negative")

func packed(from io.Reader) io.Reader {
	pr, pw := io.Pipe()
	go func() {
		zip := gzip.NewWriter(pw)
		if _, err := io.Copy(zip, from); err != nil {
			pw.CloseWithError(err)
			return
		}
		pw.CloseWithError(zip.Close())
	}()
	return pr
}

func encoded(v any) io.Reader {
	pr, pw := io.Pipe()
	go func() {
		defer pw.Close()
		if err := json.NewEncoder(pw).Encode(v); err != nil {
			return
		}
		fmt.Fprintln(pw, "end")
	}()
	return pr
}

// A write fails only when the reader has been closed: nobody waits then.
func numbers(n int) io.Reader {
	pr, pw := io.Pipe()
	go func() {
		for i := range n {
			if _, err := fmt.Fprintln(pw, i); err != nil {
				return
			}
		}
		pw.Close()
	}()
	return pr
}

// A read fails only when the writer has been closed, and a scanner ends with it.

func count(write func(io.Writer)) (n int) {
	pr, pw := io.Pipe()
	go func() {
		defer pw.Close()
		write(pw)
	}()
	for s := bufio.NewScanner(pr); s.Scan(); {
		n++
	}
	return n
}

func lines(write func(io.Writer)) (n int) {
	pr, pw := io.Pipe()
	go func() {
		defer pw.Close()
		write(pw)
	}()
	r := bufio.NewReader(pr)
	for {
		if _, err := r.ReadString('\n'); err != nil {
			return n
		}
		n++
	}
}

// A deferred closure closes the other end.
func emit(to io.Writer, texts []string) error {
	pr, pw := io.Pipe()
	done := make(chan struct{})
	go func() {
		defer close(done)
		io.Copy(to, pr)
	}()
	defer func() {
		pw.Close()
		<-done
	}()
	for _, text := range texts {
		if text == "" {
			return errNegative
		}
		if _, err := io.WriteString(pw, text); err != nil {
			return err
		}
	}
	return nil
}

// What is made over it goes out with it.
func reader(write func(io.Writer)) *bufio.Reader {
	pr, pw := io.Pipe()
	go func() {
		defer pw.Close()
		write(pw)
	}()
	return bufio.NewReader(pr)
}

// Handed to a goroutine that may close it.
func copied(from io.Reader, sink func(io.Reader) error) {
	pr, pw := io.Pipe()
	go sink(pr)
	io.Copy(pw, from)
	pw.Close()
}

// When the copy has succeeded, the writer has closed its end.
func whole(to io.Writer, write func(io.Writer) error) error {
	pr, pw := io.Pipe()
	errs := make(chan error, 1)
	go func() {
		err := write(pw)
		pw.CloseWithError(err)
		errs <- err
	}()
	if _, err := io.Copy(to, pr); err != nil {
		pr.Close()
		return err
	}
	return <-errs
}
