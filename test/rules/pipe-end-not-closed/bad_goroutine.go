package packing

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"log"
	"mime/multipart"
	"net/http"
	"sync"
)

var (
	errMagic    = errors.New("not a package")
	errNegative = errors.New("negative")
)

// An error of what is packed leaves the reader waiting.
func packed(from io.Reader) io.Reader {
	pr, pw := io.Pipe() // want "The goroutine that has the writer `pw` of the pipe leaves it open on a path"
	go func() {
		zip := gzip.NewWriter(pw)
		if _, err := io.Copy(zip, from); err != nil {
			log.Print(err)
			return
		}
		zip.Close()
		pw.Close()
	}()
	return pr
}

func post(client *http.Client, url string, v any) error {
	pr, pw := io.Pipe() // want "Call `pw.CloseWithError\\(err\\)` on that path too"
	go func() {
		if err := json.NewEncoder(pw).Encode(v); err != nil {
			return
		}
		pw.Close()
	}()
	req, err := http.NewRequest(http.MethodPost, url, pr)
	if err != nil {
		pr.Close()
		return err
	}
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// The function itself waits for the end that never comes.
func form(to io.Writer, fill func(io.Writer) error) error {
	pr, pw := io.Pipe() // want "The writer `pw` of the pipe is not closed on every path"
	parts := multipart.NewWriter(pw)
	go func() {
		defer parts.Close()
		part, err := parts.CreateFormFile("file", "name")
		if err != nil {
			return
		}
		fill(part)
	}()
	_, err := io.Copy(to, pr)
	return err
}

// What only writes does not close.
func twice(first, second func(io.Writer) error, to func(io.Reader) error) error {
	pr, pw := io.Pipe() // want "The writer `pw` of the pipe is not closed on every path"
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		to(pr)
	}()
	if err := first(pw); err != nil {
		pw.CloseWithError(err)
		return err
	}
	if err := second(pw); err != nil {
		return err
	}
	err := pw.Close()
	wg.Wait()
	return err
}

// The scanner has enough, and the writer goes on.
func firstLines(n int, write func(io.Writer)) (lines []string) {
	pr, pw := io.Pipe() // want "The reader `pr` of the pipe is not closed on every path"
	go func() {
		defer pw.Close()
		write(pw)
	}()
	for s := bufio.NewScanner(pr); s.Scan(); {
		lines = append(lines, s.Text())
		if len(lines) == n {
			return lines
		}
	}
	return lines
}

func head(write func(io.Writer)) ([]byte, error) {
	pr, pw := io.Pipe() // want "The reader `pr` of the pipe is not closed on every path"
	go func() {
		write(pw)
		pw.Close()
	}()
	magic := make([]byte, 4)
	if _, err := io.ReadFull(pr, magic); err != nil {
		return nil, err
	}
	if magic[0] != 'P' {
		return nil, errMagic
	}
	return io.ReadAll(pr)
}

type emitter struct{ to *io.PipeWriter }

func (e *emitter) emit(text string) error {
	_, err := io.WriteString(e.to, text)
	return err
}

func emitAll(to io.Writer, texts []string) error {
	pr, pw := io.Pipe() // want "The writer `pw` of the pipe is not closed on every path"
	e := &emitter{to: pw}
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer pr.Close()
		io.Copy(to, pr)
	}()
	for _, text := range texts {
		if text == "" {
			return errNegative
		}
		if err := e.emit(text); err != nil {
			return err
		}
	}
	pw.Close()
	<-done
	return nil
}

// A closing that is deferred here would wait for itself.
func inOrder(write func(io.Writer) error, to func(io.Reader) error) error {
	pr, pw := io.Pipe() // want "Call `pw.Close\\(\\)` where the goroutine that works with it ends"
	done := make(chan struct{})
	go func() {
		defer close(done)
		to(pr)
	}()
	defer func() { <-done }()
	if err := write(pw); err != nil {
		return err
	}
	return pw.Close()
}
