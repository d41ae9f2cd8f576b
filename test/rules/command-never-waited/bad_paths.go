package convert

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"time"
)

var errEmpty = errors.New("empty")

// An error of what is read leaves the command behind.
func output(name string) ([]byte, error) {
	cmd := exec.Command("cat", name)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil { // want "`cmd` is not waited for on every path"
		return nil, err
	}
	text, err := io.ReadAll(out)
	if err != nil {
		return nil, err
	}
	return text, cmd.Wait()
}

func input(w io.WriterTo, args ...string) error {
	cmd := exec.Command(args[0], args[1:]...)
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	if err = cmd.Start(); err != nil { // want "`cmd` is not waited for on every path"
		return err
	}
	if n, err := w.WriteTo(in); err != nil {
		cmd.Process.Kill()
		return err
	} else if n == 0 {
		return errEmpty
	}
	in.Close()
	return cmd.Wait()
}

// Killed, and never waited for.
func limited(ctx context.Context, done <-chan error) error {
	var cmd = exec.Cmd{Path: "/usr/bin/convert"}
	if err := cmd.Start(); err != nil { // want "`cmd` is not waited for on every path"
		return err
	}
	select {
	case <-ctx.Done():
		cmd.Process.Kill()
		return ctx.Err()
	case err := <-done:
		cmd.Wait()
		return err
	}
}

func untilOne(names []string) error {
	for _, name := range names {
		cmd := exec.Command("convert", name)
		if err := cmd.Start(); err != nil { // want "`cmd` is not waited for on every path"
			return err
		}
		time.Sleep(time.Second)
		if _, err := os.Stat(name + ".png"); err == nil {
			return cmd.Wait()
		}
	}
	return errEmpty
}
